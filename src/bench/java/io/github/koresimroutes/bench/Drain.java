package io.github.koresimroutes.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** How fast events that are all there at once are dispatched by a bundle that runs. */
final class Drain {

    private static final int SLOWEST = 200;

    private Drain() {
    }

    /**
     * Events a second, from the first mark in the journal to the last.
     *
     * @throws IllegalStateException where not exactly these events were dispatched
     */
    static double perSecond(Journal journal, long backlog) throws SQLException {
        journal.awaitNothingWaits(Duration.ofMinutes(2));
        long before = journal.number("SELECT coalesce(max(id), 0) FROM sim_event");
        new MadeRows(journal).waiting(backlog);
        journal.awaitNothingWaits(Duration.ofSeconds(60 + backlog / SLOWEST));
        try (Connection connection = journal.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*),"
                        + " max(dispatched_at) - min(dispatched_at) FROM sim_event_dispatch"
                        + " WHERE state = 'dispatched' AND event_id > " + before)) {
            row.next();
            if (row.getLong(1) != backlog) {
                throw new IllegalStateException(row.getLong(1) + " of " + backlog
                        + " events are dispatched, and none waits");
            }
            return backlog * 1e3 / row.getLong(2);
        }
    }
}
