package io.github.koresimroutes.journal;

import java.time.Instant;

/**
 * One line about an event.
 *
 * @param id         the event's id, which is {@code KoreSequence} on the queue
 * @param state      what became of it
 * @param receivedAt when its callback came
 * @param simSid     the SIM, or null
 * @param simStatus  the status, or null
 * @param attempts   how often it was tried
 * @param error      what its route failed with last, or null
 * @param routeSet   the hash of the route set that it went through, or null
 */
public record EventSummary(long id, EventState state, Instant receivedAt, String simSid,
        String simStatus, int attempts, String error, String routeSet) {
}
