package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.SimEvent;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/** The statement that stores an event unless it is stored already. */
final class EventInsert {

    /** Lanes are made of these: an event's bucket never changes, the number of lanes may. */
    static final int BUCKETS = 1024;

    // Insert first, never look first. The target names the one conflict that means "already
    // stored"; any other is an error. CAST AS TEXT: as VARCHAR(n) it would truncate silently.
    static final String SQL = """
            INSERT INTO sim_event (kind, account, token, body_hash, flags, sim_sid, sim_status,
                event_time, received_at, content_type, body, unsigned_parameters, secret_label,
                bucket, state)
            VALUES (?, ?, ?, ?,
                CASE WHEN EXISTS (SELECT 1 FROM sim_event twin
                        WHERE twin.account = ? AND twin.token = ? AND twin.body_hash <> ?)
                    THEN CAST(? AS TEXT) ELSE CAST(? AS TEXT) END,
                ?, ?, ?, ?, ?, ?, ?, ?, ?, 'received')
            ON CONFLICT (account, token, body_hash) DO NOTHING""";

    private EventInsert() {
    }

    /** Stores events in the order given; tells for each whether it was new. */
    static List<Boolean> run(PreparedStatement statement, List<SimEvent> events)
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
        String account = text(event.accountSid());
        String token = text(event.token());
        Set<EventFlag> reused = EnumSet.of(EventFlag.TOKEN_REUSED);
        reused.addAll(event.flags());
        int i = 0;
        statement.setString(++i, event.kind().name());
        for (int key = 0; key < 2; key++) {
            statement.setString(++i, account);
            statement.setString(++i, token);
            statement.setBytes(++i, event.bodyHash());
        }
        statement.setString(++i, EventFlag.join(reused));
        statement.setString(++i, EventFlag.join(event.flags()));
        statement.setString(++i, text(event.simSid()));
        statement.setString(++i, text(event.simStatus()));
        if (event.eventTime() == null) {
            statement.setNull(++i, Types.BIGINT);
        } else {
            statement.setLong(++i, event.eventTime().toEpochMilli());
        }
        statement.setLong(++i, event.receivedAt().toEpochMilli());
        statement.setString(++i, text(event.contentType()));
        statement.setBytes(++i, event.body());
        statement.setString(++i, ParameterJson.write(event.unsignedParameters()));
        statement.setString(++i, event.secretLabel());
        statement.setInt(++i, bucket(event));
    }

    /** CRC-32 of the SIM, else the account, else the token, in UTF-8, modulo 1024. For ever so. */
    static int bucket(SimEvent event) {
        String key = event.token();
        if (event.simSid() != null && !event.simSid().isEmpty()) {
            key = event.simSid();
        } else if (!event.accountSid().isEmpty()) {
            key = event.accountSid();
        }
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % BUCKETS);
    }

    /**
     * PostgreSQL has no NUL in texts, and the event must not be lost for that. Nothing is lost by
     * the replacement either: the body keeps the exact bytes.
     */
    static String text(String value) {
        return value == null ? null : value.replace('\0', '\uFFFD');
    }
}
