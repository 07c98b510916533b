package io.github.koresimroutes.quarkus;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import org.apache.camel.CamelContext;

/**
 * Quarkus's registry of meters, for the bundle's. The one class of this package that touches
 * Micrometer, which an application need not have.
 */
final class QuarkusMeters {

    /** The name under which Camel's own extension for Micrometer binds it, too. */
    private static final String NAME = "metricsRegistry";

    private QuarkusMeters() {
    }

    /** Of several, CDI knows the one that stands for all. */
    static void bind(CamelContext context) {
        Instance<MeterRegistry> registry = CDI.current().select(MeterRegistry.class);
        if (registry.isResolvable()
                && context.getRegistry().lookupByNameAndType(NAME, MeterRegistry.class) == null) {
            context.getRegistry().bind(NAME, MeterRegistry.class, registry.get());
        }
    }
}
