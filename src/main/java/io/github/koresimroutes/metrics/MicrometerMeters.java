package io.github.koresimroutes.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.camel.spi.Registry;

/** Meters in Micrometer, which is optional: the only class that touches it. */
final class MicrometerMeters implements Meters {

    /** The name under which Camel binds a registry of its own. */
    private static final String CAMEL_REGISTRY = "metricsRegistry";

    private final MeterRegistry registry;

    // Micrometer itself holds what it reads only weakly.
    private final List<Object> held = new ArrayList<>();

    private MicrometerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Meters in the registry that the runtime has, if it has one. */
    static Optional<Meters> in(Registry beans) {
        MeterRegistry registry =
                beans.lookupByNameAndType(CAMEL_REGISTRY, MeterRegistry.class);
        if (registry == null) {
            registry = beans.findSingleByType(MeterRegistry.class);
        }
        return Optional.ofNullable(registry).map(MicrometerMeters::new);
    }

    @Override
    public void counter(String name, String meaning, LongSupplier total, String... tags) {
        held.add(total);
        FunctionCounter.builder(name, total, LongSupplier::getAsLong)
                .description(meaning).tags(tags).register(registry);
    }

    @Override
    public void gauge(String name, String meaning, DoubleSupplier value, String... tags) {
        held.add(value);
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(meaning).tags(tags).register(registry);
    }

    @Override
    public void timer(String name, String meaning, LongSupplier count, LongSupplier nanos,
            String... tags) {
        held.add(nanos);
        held.add(count);
        FunctionTimer.builder(name, nanos, n -> count.getAsLong(), LongSupplier::getAsLong,
                TimeUnit.NANOSECONDS).description(meaning).tags(tags).register(registry);
    }
}
