package io.github.koresimroutes.http;

import io.github.koresimroutes.metrics.MeterSource;
import io.github.koresimroutes.metrics.Meters;

/** Tells how many connections there are, and how many were closed and why. */
record ConnectionMeters(OpenConnections connections) implements MeterSource {

    @Override
    public void register(Meters meters) {
        meters.gauge("kore.connections", "Connections to the callbacks' port",
                connections::count);
        meters.counter("kore.connections.closed", "Connections that were closed on a limit",
                connections::surplus, "reason", "too-many");
        meters.counter("kore.connections.closed", "Connections that were closed on a limit",
                connections::late, "reason", "too-slow");
    }
}
