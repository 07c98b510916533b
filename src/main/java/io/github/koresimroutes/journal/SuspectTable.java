package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements over the events whose route failed. What is known of them lies in the journal, so
 * that whichever instance gets the baton goes on where the last one stopped.
 */
final class SuspectTable {

    static final int MAX_ERROR_LENGTH = 2000;
    /** More are read when these are decided. */
    private static final int MOST = 1000;

    private static final String COLUMNS = EventTable.COLUMNS + """
            , d.attempts, d.last_error,
                CASE WHEN d.retry_at BETWEEN (SELECT now_ms FROM kore_clock) + 1
                    AND (SELECT now_ms FROM kore_clock) + ? THEN 0 ELSE 1 END AS due""";

    private static final String SUSPECTS = """
            WHERE d.state = 'received' AND d.retry_at IS NOT NULL AND d.bucket % ? = ?
            ORDER BY d.event_id LIMIT ?""";

    private static final String TRIED = """
            UPDATE sim_event_dispatch SET attempts = attempts + ?, last_error = ?,
                retry_at = (SELECT now_ms FROM kore_clock) + ?,
                suspect_sim = (SELECT sim_sid FROM sim_event WHERE id = event_id)
            WHERE event_id = ? AND send_number = ? AND state = 'received'""";

    private static final String ACQUIT = """
            UPDATE sim_event_dispatch SET retry_at = NULL
            WHERE state = 'received' AND retry_at IS NOT NULL AND attempts = 0 AND bucket % ? = ?""";

    private final EventTable table;
    private final String read;

    SuspectTable(EventTable table) {
        this.table = table;
        this.read = read(table.dialect());
    }

    static String read(Dialect dialect) {
        return COLUMNS + EventTable.tablesInOrder(dialect, "sim_event_dispatch_suspect")
                + SUSPECTS;
    }

    /** @param pause the longest that one waits: one that would wait longer met another clock */
    List<Suspect> read(Connection connection, int lane, int lanes, Duration pause)
            throws SQLException {
        try (PreparedStatement statement = table.prepare(connection, read)) {
            statement.setLong(1, pause.toMillis());
            statement.setInt(2, lanes);
            statement.setInt(3, lane);
            statement.setInt(4, MOST);
            List<Suspect> suspects = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    suspects.add(new Suspect(EventTable.entry(row), row.getInt("attempts"),
                            row.getString("last_error"), row.getInt("due") == 1));
                }
            }
            if (!suspects.isEmpty()) {
                table.dialect().settle(connection);
            }
            return suspects;
        }
    }

    void tried(Connection connection, Sent sent, boolean counts, String error, Duration pause)
            throws SQLException {
        String kept = error == null ? null : EventInsert.text(error);
        if (kept != null && kept.length() > MAX_ERROR_LENGTH) {
            kept = kept.substring(0, MAX_ERROR_LENGTH);
        }
        try (PreparedStatement statement = table.prepare(connection, TRIED)) {
            statement.setInt(1, counts ? 1 : 0);
            statement.setString(2, kept);
            statement.setLong(3, pause.toMillis());
            statement.setLong(4, sent.id());
            statement.setInt(5, sent.sendNumber());
            statement.executeUpdate();
        }
    }

    void acquit(Connection connection, int lane, int lanes) throws SQLException {
        try (PreparedStatement statement = table.prepare(connection, ACQUIT)) {
            statement.setInt(1, lanes);
            statement.setInt(2, lane);
            statement.executeUpdate();
        }
    }
}
