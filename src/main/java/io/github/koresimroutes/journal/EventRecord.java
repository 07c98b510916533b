package io.github.koresimroutes.journal;

import java.time.Instant;

/**
 * All that the journal knows about an event.
 *
 * @param entry        the event as it is sent
 * @param state        what became of it
 * @param attempts     how often this sending was tried
 * @param dispatchedAt when it was put on its queue or discarded, or null while it is neither
 * @param retryAt      when it is tried again because its route failed, or null
 * @param error        what its route failed with last, perhaps in an earlier sending; or null
 * @param secretLabel  which secret verified it, or null
 * @param routeSet     the hash of the route set that this sending went through; null while it
 *                     waits, and where it is not known
 */
public record EventRecord(JournalEntry entry, EventState state, int attempts,
        Instant dispatchedAt, Instant retryAt, String error, String secretLabel,
        String routeSet) {
}
