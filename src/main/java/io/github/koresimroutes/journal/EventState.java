package io.github.koresimroutes.journal;

import java.util.Locale;

/** What became of an event so far. */
public enum EventState {

    /** It waits to be sent, or is being sent. */
    RECEIVED,
    /** It is on its queue. */
    DISPATCHED,
    /** It was set aside: its route failed again and again. */
    FAILED,
    /** A route dropped it on purpose. */
    DISCARDED;

    /** As it is written in the table. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EventState of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
