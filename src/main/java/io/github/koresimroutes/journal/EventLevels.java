package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many events there are, and how long they wait.
 *
 * @param events        how many of each state; dispatched ones are not counted
 * @param oldestWaiting how long ago, by the database's clock, the first of those that wait was
 *                      received; zero if none waits
 */
public record EventLevels(Map<EventState, Long> events, Duration oldestWaiting) {

    // Whoever stores events may be waiting for the same connection.
    private static final int LIMIT_SECONDS = 5;

    // Only what the partial indexes hold is read.
    private static final String COUNT = """
            SELECT 'received' AS state, COUNT(*) AS events FROM sim_event WHERE state = 'received'
            UNION ALL
            SELECT state, COUNT(*) FROM sim_event
            WHERE state IN ('failed', 'discarded', 'quarantined') GROUP BY state""";

    private static final String OLDEST = """
            SELECT (SELECT now_ms FROM kore_clock) - received_at FROM sim_event
            WHERE state = 'received' ORDER BY id LIMIT 1""";

    /** Reads them without holding up who writes. */
    public static EventLevels read(JournalDatabase database) throws SQLException {
        return database.reading(connection ->
                new EventLevels(count(connection), oldest(connection)));
    }

    private static Map<EventState, Long> count(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection, COUNT);
                ResultSet row = statement.executeQuery()) {
            Map<EventState, Long> events = new EnumMap<>(EventState.class);
            while (row.next()) {
                events.put(EventState.of(row.getString("state")), row.getLong("events"));
            }
            return events;
        }
    }

    private static Duration oldest(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection, OLDEST);
                ResultSet row = statement.executeQuery()) {
            return Duration.ofMillis(row.next() ? Math.max(0, row.getLong(1)) : 0);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(LIMIT_SECONDS);
        return statement;
    }
}
