package io.github.koresimroutes.trial;

import java.util.List;

/**
 * What became of an event, or of a message that a route was handed.
 *
 * @param end     how it ended
 * @param sent    what was sent, in order; nothing of it counts where it failed
 * @param failure why it failed; null otherwise
 */
public record TrialResult(End end, List<Sent> sent, String failure) {

    /** How an event ended. */
    public enum End {
        /** Its route sent it. */
        SENT,
        /** No step sent it, so the dispatch sends it to the queue for unrouted events. */
        UNROUTED,
        /** Its route dropped it on purpose. */
        DISCARDED,
        /** Its route failed: it would be tried again, then set aside. */
        FAILED
    }
}
