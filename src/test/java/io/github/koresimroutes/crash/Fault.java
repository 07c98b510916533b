package io.github.koresimroutes.crash;

/**
 * One fault of a plan.
 *
 * @param instance    which instance, from 1, where the kind strikes one
 * @param millis      how long it lasts
 * @param overlaps    whether the next fault begins before this one ends
 * @param pauseMillis how long after it all is left alone
 */
record Fault(FaultKind kind, int instance, long millis, boolean overlaps, long pauseMillis) {

    boolean strikesTheSameAs(Fault other) {
        return kind.component().equals(other.kind.component());
    }
}
