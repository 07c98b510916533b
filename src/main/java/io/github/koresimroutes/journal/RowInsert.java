package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.SimEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Stores events with one statement a row, which a driver sends in one go where it can. */
final class RowInsert implements EventInsert {

    // Insert first, never look first. The target names the one conflict that means "already
    // stored"; any other is an error. CAST AS TEXT: as VARCHAR(n) it would truncate silently.
    private static final String SQL = """
            INSERT INTO sim_event (kind, account, token, body_hash, token_key, body_key, flags,
                sim_sid, sim_status, event_time, received_at, content_type, body,
                unsigned_parameters, secret_label, bucket)
            VALUES (?, ?, ?, ?, ?, ?,
                CASE WHEN EXISTS (SELECT 1 FROM sim_event twin
                        WHERE twin.token_key = ? AND twin.body_key <> ?)
                    THEN CAST(? AS TEXT) ELSE CAST(? AS TEXT) END,
                ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (token_key, body_key) DO NOTHING""";

    @Override
    public List<Boolean> run(Connection connection, int limitSeconds, List<SimEvent> events)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setQueryTimeout(limitSeconds);
            return run(statement, events);
        }
    }

    @Override
    public boolean isOneStatement(List<SimEvent> events) {
        // Nor is one: where a statement fails it is not said what the driver has committed.
        return false;
    }

    private static List<Boolean> run(PreparedStatement statement, List<SimEvent> events)
            throws SQLException {
        for (SimEvent event : events) {
            bind(statement, event);
            statement.addBatch();
        }
        List<Boolean> stored = new ArrayList<>(events.size());
        for (int count : statement.executeBatch()) {
            if (count == Statement.SUCCESS_NO_INFO) {
                // A driver that joins rows into one statement hides which of them were new.
                statement.getConnection().rollback();
                return runEach(statement, events);
            }
            stored.add(count == 1);
        }
        return stored;
    }

    private static List<Boolean> runEach(PreparedStatement statement, List<SimEvent> events)
            throws SQLException {
        List<Boolean> stored = new ArrayList<>(events.size());
        for (SimEvent event : events) {
            bind(statement, event);
            stored.add(statement.executeUpdate() == 1);
        }
        return stored;
    }

    private static void bind(PreparedStatement statement, SimEvent event) throws SQLException {
        try {
            bindColumns(statement, event);
        } catch (RuntimeException e) {
            // As an error of this row, so that its neighbours are stored nevertheless.
            throw new SQLDataException("The event cannot be written", "22000", e);
        }
    }

    private static void bindColumns(PreparedStatement statement, SimEvent event)
            throws SQLException {
        byte[] token = EventKey.bytes(EventKey.token(event));
        int i = 0;
        statement.setString(++i, event.kind().name());
        statement.setString(++i, EventInsert.text(event.accountSid()));
        statement.setString(++i, EventInsert.text(event.token()));
        statement.setBytes(++i, event.bodyHash());
        for (int key = 0; key < 2; key++) {
            statement.setBytes(++i, token);
            statement.setLong(++i, EventKey.body(event));
        }
        statement.setString(++i, EventInsert.flagsOfTwin(event));
        statement.setString(++i, EventFlag.join(event.flags()));
        statement.setString(++i, EventInsert.text(event.simSid()));
        statement.setString(++i, EventInsert.text(event.simStatus()));
        if (event.eventTime() == null) {
            statement.setNull(++i, Types.BIGINT);
        } else {
            statement.setLong(++i, event.eventTime().toEpochMilli());
        }
        statement.setLong(++i, event.receivedAt().toEpochMilli());
        statement.setString(++i, EventInsert.text(event.contentType()));
        statement.setBytes(++i, event.body());
        statement.setString(++i, ParameterJson.write(event.unsignedParameters()));
        statement.setString(++i, event.secretLabel());
        statement.setInt(++i, EventInsert.bucket(event));
    }
}
