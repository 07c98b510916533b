package io.github.koresimroutes.trial;

import java.util.List;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
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

    private StandIns() {
    }

    static void bind(Registry registry) {
        for (String step : STEPS) {
            registry.bind(step, Processor.class, (Processor) exchange -> { });
        }
        registry.bind("kore-sent-nowhere", Predicate.class, (Predicate) exchange -> false);
        registry.bind("kore-journal", IdempotentRepository.class, new MemoryIdempotentRepository());
        registry.bind("kore-http-headers", HeaderFilterStrategy.class,
                new DefaultHeaderFilterStrategy());
    }
}
