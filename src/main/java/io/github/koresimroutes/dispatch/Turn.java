package io.github.koresimroutes.dispatch;

/**
 * What a received baton entitles to.
 *
 * @param outcome what to do with the baton
 * @param batch   the events to send; null unless {@code outcome} is {@link Outcome#HOLDS}
 * @param doubt   what to mark the baton with; null unless it is {@link Outcome#DOUBTED}
 */
public record Turn(Outcome outcome, Batch batch, String doubt) {

    static Turn of(Outcome outcome) {
        return new Turn(outcome, null, null);
    }

    static Turn holds(Batch batch) {
        return new Turn(Outcome.HOLDS, batch, null);
    }

    static Turn doubted(String doubt) {
        return new Turn(Outcome.DOUBTED, null, doubt);
    }

    /** What to do with a received baton. */
    public enum Outcome {
        /** Send the batch, then pass the baton on. */
        HOLDS,
        /**
         * Put the baton back with a mark: it contradicts the journal. Only who still holds it can do
         * that; one that was stopped meanwhile holds a baton of the past, and is harmless.
         */
        DOUBTED,
        /** Put the baton aside: the lane is halted, or has another one. */
        PARKED,
        /** Drop it: a seed too many, or the last baton of a closed lane; its events are marked. */
        SURPLUS
    }
}
