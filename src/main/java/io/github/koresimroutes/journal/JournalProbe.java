package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;

/**
 * Finds out whether the journal could store an event, by writing as storing does: a database that
 * is read-only or full answers every question and stores nothing.
 */
final class JournalProbe {

    // As large as a callback, so that it needs as much room.
    private static final int BODY_BYTES = 1024;

    private static final String INSERT = """
            INSERT INTO sim_event (kind, account, token, body_hash, received_at, body, bucket%s)
            VALUES ('PROBE', '', 'kore-probe', ?, 0, ?, 0%s)""";

    private JournalProbe() {
    }

    static void run(JournalDatabase database, Duration silence) throws SQLException {
        database.inTransaction(silence, connection -> {
            storeAndTakeBack(connection, insert(database.dialect()),
                    (int) Math.max(1, silence.toSeconds()));
            return null;
        });
    }

    private static String insert(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL
                ? INSERT.formatted(", token_key, body_key",
                        ", '00000000-0000-0000-0000-000000000000', 0")
                : INSERT.formatted("", "");
    }

    private static void storeAndTakeBack(Connection connection, String sql, int seconds)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setQueryTimeout(seconds);
            insert.setBytes(1, new byte[] {0});
            insert.setBytes(2, new byte[BODY_BYTES]);
            insert.executeUpdate();
        }
        connection.rollback(before);
        // What was taken back need not reach the disk; this must. It changes nothing.
        try (Statement update = connection.createStatement()) {
            update.setQueryTimeout(seconds);
            update.executeUpdate("UPDATE kore_journal SET created_at = created_at");
        }
    }
}
