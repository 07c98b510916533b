package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.callback.SimEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements over {@code sim_event}. All run in the caller's transaction. */
final class EventTable {

    static final int MAX_ERROR_LENGTH = 2000;

    private static final String WAITING = """
            SELECT id, send_number, kind, account, token, flags, sim_sid, sim_status, event_time,
                received_at, content_type, body, unsigned_parameters
            FROM sim_event WHERE state = 'received' AND bucket % ? = ? ORDER BY id LIMIT ?""";

    private static final String DISPATCHED = """
            UPDATE sim_event SET state = 'dispatched', attempts = attempts + 1,
                dispatched_at = (SELECT now_ms FROM kore_clock)
            WHERE id = ? AND send_number = ?""";

    private static final String FAILED = """
            UPDATE sim_event SET state = 'failed', attempts = attempts + 1, last_error = ?
            WHERE id = ? AND send_number = ?""";

    // The predicates are those of the partial indexes, so that this never reads dispatched rows.
    private static final String COUNT = """
            SELECT 'received' AS state, COUNT(*) AS events FROM sim_event WHERE state = 'received'
            UNION ALL
            SELECT state, COUNT(*) FROM sim_event
            WHERE state IN ('failed', 'discarded', 'quarantined') GROUP BY state""";

    private final int limitSeconds;

    /** @param limit how long one statement may take; rounded up to whole seconds */
    EventTable(Duration limit) {
        this.limitSeconds = (int) Math.max(1, (limit.toMillis() + 999) / 1000);
    }

    /** Stores what is not stored yet, in the order given; tells for each whether it was new. */
    List<Boolean> insert(Connection connection, List<SimEvent> events) throws SQLException {
        try (PreparedStatement statement = prepare(connection, EventInsert.SQL)) {
            return EventInsert.run(statement, events);
        }
    }

    List<JournalEntry> waiting(Connection connection, int lane, int lanes, int limit)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, WAITING)) {
            statement.setInt(1, lanes);
            statement.setInt(2, lane);
            statement.setInt(3, limit);
            List<JournalEntry> entries = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row));
                }
            }
            return entries;
        }
    }

    static JournalEntry entry(ResultSet row) throws SQLException {
        long eventTime = row.getLong("event_time");
        boolean noEventTime = row.wasNull();
        return new JournalEntry(row.getLong("id"), row.getInt("send_number"),
                EventKind.valueOf(row.getString("kind")),
                row.getString("account"), row.getString("token"),
                EventFlag.split(row.getString("flags")),
                row.getString("sim_sid"), row.getString("sim_status"),
                noEventTime ? null : Instant.ofEpochMilli(eventTime),
                Instant.ofEpochMilli(row.getLong("received_at")),
                row.getString("content_type"), row.getBytes("body"),
                ParameterJson.read(row.getString("unsigned_parameters")));
    }

    void markDispatched(Connection connection, List<Sent> sent) throws SQLException {
        if (sent.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = prepare(connection, DISPATCHED)) {
            for (Sent one : sent) {
                statement.setLong(1, one.id());
                statement.setInt(2, one.sendNumber());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    void markFailed(Connection connection, Sent sent, String error) throws SQLException {
        String kept = error == null ? null : EventInsert.text(error);
        if (kept != null && kept.length() > MAX_ERROR_LENGTH) {
            kept = kept.substring(0, MAX_ERROR_LENGTH);
        }
        try (PreparedStatement statement = prepare(connection, FAILED)) {
            statement.setString(1, kept);
            statement.setLong(2, sent.id());
            statement.setInt(3, sent.sendNumber());
            statement.executeUpdate();
        }
    }

    Map<String, Long> countByState(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection, COUNT);
                ResultSet row = statement.executeQuery()) {
            Map<String, Long> counts = new LinkedHashMap<>();
            for (String state : List.of("received", "failed", "discarded", "quarantined")) {
                counts.put(state, 0L);
            }
            while (row.next()) {
                counts.put(row.getString("state"), row.getLong("events"));
            }
            return counts;
        }
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(limitSeconds);
        return statement;
    }
}
