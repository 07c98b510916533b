package io.github.koresimroutes.journal;

import java.time.Instant;

/**
 * An instance that works on the journal.
 *
 * @param id       its own name
 * @param routeSet the hash of the routes that it runs; null where they have none
 * @param seenAt   when it last told so, by the database's clock
 */
public record SeenInstance(String id, String routeSet, Instant seenAt) {
}
