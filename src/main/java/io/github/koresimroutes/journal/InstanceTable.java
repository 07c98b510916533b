package io.github.koresimroutes.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which instances work on the journal, and which routes each runs, so that those that differ are
 * told. Times are by the database's clock. Nothing here takes part in the dispatch.
 */
public final class InstanceTable {

    /** Nobody asks here for those that were silent for longer, whichever way a clock jumped. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final int LIMIT_SECONDS = 5;

    // "WHERE true": without it SQLite takes ON for the condition of a join.
    private static final String BEAT = """
            INSERT INTO kore_instance (id, route_set, started_at, seen_at)
            SELECT ?, ?, now_ms, now_ms FROM kore_clock WHERE true""";

    // What runs for weeks must not look unused for as long.
    private static final String IN_USE = """
            UPDATE kore_route_set SET last_used_at = (SELECT now_ms FROM kore_clock)
            WHERE hash = ? AND last_used_at < (SELECT now_ms FROM kore_clock) - ?""";

    private static final String FORGET = """
            DELETE FROM kore_instance
            WHERE ABS((SELECT now_ms FROM kore_clock) - seen_at) > ?""";

    private static final String OTHERS = """
            SELECT id, route_set, seen_at FROM kore_instance
            WHERE id <> ? AND ABS((SELECT now_ms FROM kore_clock) - seen_at) <= ?
            ORDER BY id""";

    private final JournalDatabase database;

    public InstanceTable(JournalDatabase database) {
        this.database = database;
    }

    /**
     * Notes that an instance is there, and forgets those that have not been for an hour.
     *
     * @param instanceId unlike any other's, at most 64 characters
     * @param routeSet   the hash of the routes that it runs; null where they have none
     */
    public void beat(String instanceId, String routeSet) throws SQLException {
        // A transaction each: two instances that hold each other's row would wait for ever.
        update(BEAT + database.dialect().orElseSet("id", "route_set", "seen_at"),
                instanceId, routeSet);
        update(FORGET, FORGOTTEN.toMillis());
        if (routeSet != null) {
            update(IN_USE, routeSet, FORGOTTEN.toMillis());
        }
    }

    /**
     * The other instances.
     *
     * @param instanceId the one that asks
     * @param recently   only those that were there within this time, at most an hour
     */
    public List<SeenInstance> others(String instanceId, Duration recently) throws SQLException {
        return database.reading(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(OTHERS)) {
                statement.setQueryTimeout(LIMIT_SECONDS);
                statement.setString(1, instanceId);
                statement.setLong(2, recently.toMillis());
                List<SeenInstance> others = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        others.add(new SeenInstance(row.getString(1), row.getString(2),
                                Instant.ofEpochMilli(row.getLong(3))));
                    }
                }
                return others;
            }
        });
    }

    /** Notes that an instance stops. */
    public void leave(String instanceId) throws SQLException {
        update("DELETE FROM kore_instance WHERE id = ?", instanceId);
    }

    private void update(String sql, Object... values) throws SQLException {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setQueryTimeout(LIMIT_SECONDS);
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return statement.executeUpdate();
            }
        });
    }
}
