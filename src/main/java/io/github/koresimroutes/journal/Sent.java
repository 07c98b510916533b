package io.github.koresimroutes.journal;

/**
 * One sending of one event. The number keeps a late mark from touching an event that was replayed
 * since: the replay has the next number.
 *
 * @param id         the event's id in the journal
 * @param sendNumber 1 for the first sending
 */
public record Sent(long id, int sendNumber) {
}
