package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.SimEvent;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Stores events with a statement for many, where a database has neither arrays nor a way to pass
 * over those that are stored already and nothing else. So it looks for them; but the unique key
 * decides: where another instance has stored one of them since, the statement fails as a whole, and
 * is worth another try, which finds it.
 */
final class ListInsert implements EventInsert {

    private static final String UNIQUE_KEY = "sim_event_once";
    private static final int DUPLICATE = 1062;
    private static final int MOST_ROWS = 500;
    /** Of what is sent, in which a byte may take two; far below any max_allowed_packet. */
    private static final int MOST_BYTES = 512 * 1024;
    private static final int BYTES_BESIDE = 512;

    private static final String KNOWN =
            "SELECT token_key, body_key FROM sim_event WHERE token_key IN (";

    private static final String INSERT = """
            INSERT INTO sim_event (kind, account, token, body_hash, token_key, body_key, flags,
                sim_sid, sim_status, event_time, received_at, content_type, body,
                unsigned_parameters, secret_label, bucket)
            VALUES\s""";
    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Has what was read be on disk. */
    @FunctionalInterface
    interface Settle {
        void run(Connection connection) throws SQLException;
    }

    private final Settle settle;

    ListInsert(Settle settle) {
        this.settle = settle;
    }

    /** @param flags its own, or those of one whose token is known with another body */
    private record Row(SimEvent event, UUID token, String flags) {
    }

    @Override
    public List<Boolean> run(Connection connection, int limitSeconds, List<SimEvent> events)
            throws SQLException {
        List<UUID> tokens = events.stream().map(EventKey::token).toList();
        Map<UUID, Set<Long>> bodies = known(connection, limitSeconds, new LinkedHashSet<>(tokens));
        List<Row> rows = new ArrayList<>();
        List<Boolean> stored = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            SimEvent event = events.get(i);
            Set<Long> ofToken = bodies.computeIfAbsent(tokens.get(i), token -> new HashSet<>());
            boolean isTwin = !ofToken.isEmpty();
            boolean isNew = ofToken.add(EventKey.body(event));
            if (isNew) {
                rows.add(new Row(event, tokens.get(i), isTwin
                        ? EventInsert.flagsOfTwin(event) : EventFlag.join(event.flags())));
            }
            stored.add(isNew);
        }
        if (rows.isEmpty()) {
            // What is known may not be on disk yet, and its sender is told that it is.
            settle.run(connection);
        }
        int done = 0;
        while (done < rows.size()) {
            int some = firstSlice(rows.stream().skip(done).map(Row::event).toList());
            insert(connection, limitSeconds, rows.subList(done, done + some));
            done += some;
        }
        return stored;
    }

    @Override
    public boolean isOneStatement(List<SimEvent> events) {
        return firstSlice(events) == events.size();
    }

    /** How many go into one statement, at least one. */
    private static int firstSlice(List<SimEvent> events) {
        long bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            bytes += size(events.get(i));
            if (i > 0 && bytes > MOST_BYTES || i == MOST_ROWS) {
                return i;
            }
        }
        return events.size();
    }

    private static long size(SimEvent event) {
        // The body's parameters are in it once more.
        return BYTES_BESIDE + 3L * event.body().length;
    }

    private static Map<UUID, Set<Long>> known(Connection connection, int limitSeconds,
            Set<UUID> tokens) throws SQLException {
        Map<UUID, Set<Long>> known = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                KNOWN + "?, ".repeat(tokens.size() - 1) + "?)")) {
            select.setQueryTimeout(limitSeconds);
            int i = 0;
            for (UUID token : tokens) {
                select.setBytes(++i, EventKey.bytes(token));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ByteBuffer token = ByteBuffer.wrap(row.getBytes(1));
                    known.computeIfAbsent(new UUID(token.getLong(), token.getLong()),
                            key -> new HashSet<>()).add(row.getLong(2));
                }
            }
        }
        return known;
    }

    private static void insert(Connection connection, int limitSeconds, List<Row> rows)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                INSERT + (ROW + ", ").repeat(rows.size() - 1) + ROW)) {
            insert.setQueryTimeout(limitSeconds);
            int i = 0;
            for (Row row : rows) {
                i = bind(insert, i, row);
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            if (e.getErrorCode() == DUPLICATE && e.getMessage().contains(UNIQUE_KEY)) {
                // Without its cause, which quotes the row.
                throw new SQLTransactionRollbackException(
                        "Another instance stored one of the events", "40001");
            }
            throw e;
        }
    }

    private static int bind(PreparedStatement insert, int before, Row row) throws SQLException {
        try {
            return bindColumns(insert, before, row);
        } catch (RuntimeException e) {
            // As an error of these rows, so that the others are stored nevertheless.
            throw new SQLDataException("The event cannot be written", "22000", e);
        }
    }

    private static int bindColumns(PreparedStatement insert, int before, Row row)
            throws SQLException {
        SimEvent event = row.event();
        int i = before;
        insert.setString(++i, event.kind().name());
        insert.setString(++i, EventInsert.text(event.accountSid()));
        insert.setString(++i, EventInsert.text(event.token()));
        insert.setBytes(++i, event.bodyHash());
        insert.setBytes(++i, EventKey.bytes(row.token()));
        insert.setLong(++i, EventKey.body(event));
        insert.setString(++i, row.flags());
        insert.setString(++i, EventInsert.text(event.simSid()));
        insert.setString(++i, EventInsert.text(event.simStatus()));
        if (event.eventTime() == null) {
            insert.setNull(++i, Types.BIGINT);
        } else {
            insert.setLong(++i, event.eventTime().toEpochMilli());
        }
        insert.setLong(++i, event.receivedAt().toEpochMilli());
        insert.setString(++i, EventInsert.text(event.contentType()));
        insert.setBytes(++i, event.body());
        insert.setString(++i, ParameterJson.write(event.unsignedParameters()));
        insert.setString(++i, event.secretLabel());
        insert.setInt(++i, EventInsert.bucket(event));
        return i;
    }
}
