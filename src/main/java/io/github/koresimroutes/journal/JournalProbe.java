package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
            INSERT INTO sim_event (kind, account, token, body_hash, received_at, body, bucket,
                token_key, body_key)
            VALUES ('PROBE', '', 'kore-probe', ?, 0, ?, 0, %s, 0)""";

    private JournalProbe() {
    }

    /**
     * @throws IllegalStateException where an event would be stored and never dispatched, or what
     *                               was dispatched not be known; the message is for people
     */
    static void run(JournalDatabase database, Duration silence) throws SQLException {
        database.inTransaction(silence, connection -> {
            storeAndTakeBack(connection, insert(database.dialect()),
                    (int) Math.max(1, silence.toSeconds()));
            return null;
        });
    }

    private static String insert(Dialect dialect) {
        return INSERT.formatted(dialect.tokenKeyOfNone());
    }

    private static void storeAndTakeBack(Connection connection, String sql, int seconds)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (PreparedStatement insert = connection.prepareStatement(sql, new String[] {"id"})) {
            insert.setQueryTimeout(seconds);
            insert.setBytes(1, new byte[] {0});
            insert.setBytes(2, new byte[BODY_BYTES]);
            insert.executeUpdate();
            try (ResultSet key = insert.getGeneratedKeys()) {
                key.next();
                checkDispatched(connection, key.getLong(1), seconds);
            }
        }
        connection.rollback(before);
        // What was taken back need not reach the disk; this must. It changes nothing.
        try (Statement update = connection.createStatement()) {
            update.setQueryTimeout(seconds);
            if (update.executeUpdate("UPDATE kore_journal SET created_at = created_at") != 1) {
                // On it rests whether a baton was the next one.
                throw new IllegalStateException("the journal's driver counts the rows that changed"
                        + " and not those that were found: set its option useAffectedRows to false");
            }
        }
    }

    /** Only the schema's trigger has an event dispatched. */
    private static void checkDispatched(Connection connection, long id, int seconds)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT 1 FROM sim_event_dispatch WHERE event_id = ?")) {
            select.setQueryTimeout(seconds);
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("the trigger sim_event_stored of the journal is"
                            + " missing or disabled: events would be stored and never sent. Was only"
                            + " a part of the database restored?");
                }
            }
        }
    }
}
