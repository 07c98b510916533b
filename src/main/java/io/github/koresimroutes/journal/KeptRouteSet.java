package io.github.koresimroutes.journal;

import io.github.koresimroutes.routeset.RouteSet;
import java.time.Instant;

/**
 * A route set that ran, as the journal keeps it.
 *
 * @param set         its files and its {@code kore.queue.*} settings; never {@code custom.*} ones,
 *                    which may be secret
 * @param firstUsedAt when an instance first ran it
 * @param lastUsedAt  when one was last known to run it, to within an hour
 */
public record KeptRouteSet(RouteSet set, Instant firstUsedAt, Instant lastUsedAt) {
}
