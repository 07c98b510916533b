package io.github.koresimroutes.journal;

/**
 * An event that waits, and whose route failed.
 *
 * @param entry    the event
 * @param attempts how often its route failed, and the event may be to blame
 * @param error    what it failed with last
 * @param due      whether it is time to try it again
 */
public record Suspect(JournalEntry entry, int attempts, String error, boolean due) {
}
