package io.github.koresimroutes.metrics;

import io.github.koresimroutes.callback.SecretUse;

/** Measures which webhook secrets are in use, by their labels. */
public final class SecretMeters implements MeterSource {

    private static final double MILLIS_PER_SECOND = 1000;

    private final SecretUse use;

    /** @param use what counts */
    public SecretMeters(SecretUse use) {
        this.use = use;
    }

    @Override
    public void register(Meters meters) {
        for (String label : use.labels()) {
            meters.counter("kore.callbacks.verified", "Callbacks that this secret verified",
                    () -> use.count(label), "secret", label);
            meters.gauge("kore.callbacks.verified.timestamp.seconds",
                    "When this secret verified last, in seconds since 1970",
                    () -> use.last(label).map(time -> time.toEpochMilli() / MILLIS_PER_SECOND)
                            .orElse(Double.NaN), "secret", label);
        }
    }
}
