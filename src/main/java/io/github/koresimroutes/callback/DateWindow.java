package io.github.koresimroutes.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How far the {@code Date} of a callback may be from its receipt. KORE does not sign the header, so
 * this stops nobody who writes one of his own; it shows a captured request that is sent again as it
 * was, and a clock that is wrong.
 *
 * @param mode  what follows where it is farther
 * @param width the distance that is allowed, before and after
 */
public record DateWindow(Mode mode, Duration width) {

    /** What follows of a Date outside of the window. */
    public enum Mode {
        /** Nothing. */
        OFF,
        /** The event is flagged. */
        WARN,
        /** The callback is refused. */
        REFUSE
    }

    public DateWindow {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(width, "width");
    }

    boolean isLeft(Instant date, Instant receipt) {
        return mode != Mode.OFF && date != null
                && Duration.between(date, receipt).abs().compareTo(width) > 0;
    }
}
