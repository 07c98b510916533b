package io.github.koresimroutes.trial;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** Beans of the names that the bundle gives its own, for routes that are made and never run. */
final class StandIns {

    /** What route files name as a step. */
    static final List<String> STEPS = List.of("kore-verify-callback", "kore-read-callback",
            "kore-quarantine", "kore-release-space", "kore-take-baton", "kore-pass-baton",
            "kore-list-seeds", "kore-write-seed", "kore-follow-lanes", "kore-prepare-message",
            "kore-route-event", "kore-prepare-copy", "kore-discard");

    private static final Map<String, String> LANE = Map.of("lane", "0");

    private StandIns() {
    }

    static void bind(CamelContext context) {
        Registry registry = context.getRegistry();
        for (String step : STEPS) {
            registry.bind(step, Processor.class, (Processor) exchange -> { });
        }
        registry.bind("kore-sent-nowhere", Predicate.class, (Predicate) exchange -> false);
        registry.bind("kore-journal", IdempotentRepository.class, new MemoryIdempotentRepository());
        registry.bind("kore-http-headers", HeaderFilterStrategy.class,
                new DefaultHeaderFilterStrategy());
    }
}
