package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many events there are, and how long they wait. Ages are by the database's clock, from the
 * receipt, and zero where there is no such event.
 *
 * @param events        how many of each state; dispatched ones are not counted
 * @param oldestWaiting the age of the first of those that wait
 * @param failing       how many of those that wait were tried, and their route failed
 * @param oldestFailing the age of the first of these
 */
public record EventLevels(Map<EventState, Long> events, Duration oldestWaiting, long failing,
        Duration oldestFailing) {

    /** The states that are counted. */
    public static final List<EventState> COUNTED = List.of(EventState.RECEIVED, EventState.FAILED,
            EventState.DISCARDED);

    // Whoever stores events may be waiting for the same connection.
    private static final int LIMIT_SECONDS = 5;

    // Only what the partial indexes hold is read.
    private static final String COUNT = """
            SELECT 'received' AS state, COUNT(*) AS events FROM sim_event_dispatch
            WHERE state = 'received'
            UNION ALL
            SELECT state, COUNT(*) FROM sim_event_dispatch
            WHERE state IN ('failed', 'discarded') GROUP BY state""";

    // Not as a join: it might read a long history from its beginning.
    private static final String OLDEST = """
            SELECT (SELECT now_ms FROM kore_clock)
                - (SELECT received_at FROM sim_event WHERE id = first.event_id)
            FROM (SELECT event_id FROM sim_event_dispatch
                WHERE state = 'received' ORDER BY event_id LIMIT 1) AS first""";

    private static final String OLDEST_FAILING = """
            SELECT (SELECT now_ms FROM kore_clock)
                - (SELECT received_at FROM sim_event WHERE id = first.event_id)
            FROM (SELECT event_id FROM sim_event_dispatch WHERE state = 'received'
                AND retry_at IS NOT NULL ORDER BY event_id LIMIT 1) AS first""";

    private static final String COUNT_FAILING = """
            SELECT COUNT(*) FROM sim_event_dispatch
            WHERE state = 'received' AND retry_at IS NOT NULL""";

    /** Reads them without holding up who writes. */
    public static EventLevels read(JournalDatabase database) throws SQLException {
        return database.reading(connection ->
                new EventLevels(count(connection), age(connection, OLDEST),
                        number(connection, COUNT_FAILING), age(connection, OLDEST_FAILING)));
    }

    private static Map<EventState, Long> count(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection, COUNT);
                ResultSet row = statement.executeQuery()) {
            Map<EventState, Long> events = new EnumMap<>(EventState.class);
            COUNTED.forEach(state -> events.put(state, 0L));
            while (row.next()) {
                events.put(EventState.of(row.getString("state")), row.getLong("events"));
            }
            return events;
        }
    }

    private static Duration age(Connection connection, String sql) throws SQLException {
        return Duration.ofMillis(Math.max(0, number(connection, sql)));
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(LIMIT_SECONDS);
        return statement;
    }
}
