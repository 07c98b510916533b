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
import java.util.List;

/**
 * The statements over {@code sim_event}, what was received, and {@code sim_event_dispatch}, what
 * becomes of it. All run in the caller's transaction.
 */
final class EventTable {

    static final String COLUMNS = """
            SELECT e.id, d.send_number, e.kind, e.account, e.token, e.flags, e.sim_sid,
                e.sim_status, e.event_time, e.received_at, e.content_type, e.body,
                e.unsigned_parameters""";

    static final String TABLES =
            " FROM sim_event_dispatch d JOIN sim_event e ON e.id = d.event_id ";

    /** Behind FROM: the place for {@link Dialect#by} and that for {@link Dialect#join}. */
    private static final String TABLES_IN_ORDER =
            " FROM sim_event_dispatch d%s %s sim_event e ON e.id = d.event_id ";

    // A SIM's later events wait until an earlier one whose route failed is decided. In the same
    // statement: another process may note such a failure between two.
    private static final String WAITING = """
            WHERE d.state = 'received' AND d.retry_at IS NULL AND d.bucket %% ? = ?
             AND NOT EXISTS (SELECT 1 FROM sim_event_dispatch s%s WHERE s.state = 'received'
                AND s.retry_at IS NOT NULL AND s.suspect_sim = e.sim_sid
                AND s.event_id < d.event_id)
            ORDER BY d.event_id LIMIT ?""";

    private static final String DISPATCHED = """
            UPDATE sim_event_dispatch SET state = 'dispatched', attempts = attempts + 1,
                retry_at = NULL, dispatched_at = (SELECT now_ms FROM kore_clock), route_set = ?""";

    private static final String FAILED = """
            UPDATE sim_event_dispatch SET state = 'failed', retry_at = NULL, route_set = ?""";

    // Done with, like a dispatched one: retention goes by the same column.
    private static final String DISCARDED = """
            UPDATE sim_event_dispatch SET state = 'discarded', retry_at = NULL,
                dispatched_at = (SELECT now_ms FROM kore_clock), route_set = ?""";

    private final Dialect dialect;
    private final String waiting;
    private final int limitSeconds;

    /** @param limit how long one statement may take; rounded up to whole seconds */
    EventTable(Dialect dialect, Duration limit) {
        this.dialect = dialect;
        this.waiting = waiting(dialect);
        this.limitSeconds = (int) Math.max(1, (limit.toMillis() + 999) / 1000);
    }

    /** The next batch: lanes, lane and limit are its parameters. */
    static String waiting(Dialect dialect) {
        return COLUMNS + tablesInOrder(dialect, "sim_event_dispatch_waiting")
                + WAITING.formatted(dialect.by("sim_event_dispatch_suspect_sim"));
    }

    /** The tables, read by an index of {@code sim_event_dispatch}. */
    static String tablesInOrder(Dialect dialect, String index) {
        return TABLES_IN_ORDER.formatted(dialect.by(index), dialect.join());
    }

    Dialect dialect() {
        return dialect;
    }

    /** Stores what is not stored yet, in the order given; tells for each whether it was new. */
    List<Boolean> insert(Connection connection, List<SimEvent> events) throws SQLException {
        return dialect.insert().run(connection, limitSeconds, events);
    }

    /** Whether storing these needs no transaction. */
    boolean isOneStatement(List<SimEvent> events) {
        return dialect.insert().isOneStatement(events);
    }

    List<JournalEntry> waiting(Connection connection, int lane, int lanes, int limit)
            throws SQLException {
        dialect.readInOrder(connection);
        try (PreparedStatement statement = prepare(connection, waiting)) {
            statement.setInt(1, lanes);
            statement.setInt(2, lane);
            statement.setInt(3, limit);
            List<JournalEntry> entries = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row));
                }
            }
            if (!entries.isEmpty()) {
                dialect.settle(connection);
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

    void markDispatched(Connection connection, List<Sent> sent, String routeSet)
            throws SQLException {
        mark(connection, DISPATCHED, sent, routeSet);
    }

    void markFailed(Connection connection, List<Sent> events, String routeSet)
            throws SQLException {
        mark(connection, FAILED, events, routeSet);
    }

    void markDiscarded(Connection connection, List<Sent> events, String routeSet)
            throws SQLException {
        mark(connection, DISCARDED, events, routeSet);
    }

    private void mark(Connection connection, String sql, List<Sent> events, String routeSet)
            throws SQLException {
        if (!events.isEmpty()) {
            dialect.marks().run(connection, sql, limitSeconds, events, routeSet);
        }
    }

    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(limitSeconds);
        return statement;
    }
}
