package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.SimEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Stores events with one statement for all of them, each column an array: PostgreSQL's cost of a
 * statement is then paid once for a batch, and is a third of what it is row by row.
 */
final class ArrayInsert implements EventInsert {

    private record Column(String name, String type, Function<SimEvent, Object> value) {

        Object[] of(List<SimEvent> events) {
            // By its type the driver knows bytes.
            Object[] values = type.equals("bytea")
                    ? new byte[events.size()][] : new Object[events.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value.apply(events.get(i));
            }
            return values;
        }
    }

    /** What tells one event of a statement from another. */
    private record Key(String account, String token) {

        static Key of(SimEvent event) {
            return new Key(EventInsert.text(event.accountSid()), EventInsert.text(event.token()));
        }
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("kind", "text", event -> event.kind().name()),
            new Column("account", "text", event -> EventInsert.text(event.accountSid())),
            new Column("token", "text", event -> EventInsert.text(event.token())),
            new Column("body_hash", "bytea", SimEvent::bodyHash),
            new Column("flags", "text", event -> EventFlag.join(event.flags())),
            new Column("flags_of_twin", "text", EventInsert::flagsOfTwin),
            new Column("sim_sid", "text", event -> EventInsert.text(event.simSid())),
            new Column("sim_status", "text", event -> EventInsert.text(event.simStatus())),
            new Column("event_time", "bigint", event ->
                    event.eventTime() == null ? null : event.eventTime().toEpochMilli()),
            new Column("received_at", "bigint", event -> event.receivedAt().toEpochMilli()),
            new Column("content_type", "text", event -> EventInsert.text(event.contentType())),
            new Column("body", "bytea", SimEvent::body),
            new Column("unsigned_parameters", "text", event ->
                    ParameterJson.write(event.unsignedParameters())),
            new Column("secret_label", "text", SimEvent::secretLabel),
            new Column("bucket", "smallint", event -> (short) EventInsert.bucket(event)));

    // Insert first, never look first. The target names the one conflict that means "already
    // stored"; any other is an error. In the order of the arrays, and so are the ids.
    private static final String SQL = """
            INSERT INTO sim_event (kind, account, token, body_hash, flags, sim_sid, sim_status,
                event_time, received_at, content_type, body, unsigned_parameters, secret_label,
                bucket, state)
            SELECT kind, account, token, body_hash,
                CASE WHEN EXISTS (SELECT 1 FROM sim_event twin WHERE twin.account = new.account
                        AND twin.token = new.token AND twin.body_hash <> new.body_hash)
                    THEN flags_of_twin ELSE flags END,
                sim_sid, sim_status, event_time, received_at, content_type, body,
                unsigned_parameters, secret_label, bucket, 'received'
            FROM unnest(%s) WITH ORDINALITY AS new (%s, place)
            ORDER BY place
            ON CONFLICT (account, token, body_hash) DO NOTHING
            RETURNING account, token""".formatted(
                    String.join(", ", COLUMNS.stream()
                            .map(column -> "CAST(? AS " + column.type() + "[])").toList()),
                    String.join(", ", COLUMNS.stream().map(Column::name).toList()));

    @Override
    public List<Boolean> run(Connection connection, int limitSeconds, List<SimEvent> events)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setQueryTimeout(limitSeconds);
            List<Boolean> stored = new ArrayList<>(events.size());
            while (stored.size() < events.size()) {
                stored.addAll(runSome(connection, statement,
                        events.subList(stored.size(), events.size())));
            }
            return stored;
        }
    }

    /**
     * Stores as many as one statement can: it sees nothing of what it stores itself, and so not
     * that a token comes a second time with another body.
     */
    private static List<Boolean> runSome(Connection connection, PreparedStatement statement,
            List<SimEvent> events) throws SQLException {
        Map<Key, SimEvent> first = new HashMap<>();
        List<SimEvent> distinct = new ArrayList<>(events.size());
        int count = 0;
        for (SimEvent event : events) {
            SimEvent earlier = first.putIfAbsent(Key.of(event), event);
            if (earlier == null) {
                distinct.add(event);
            } else if (!Arrays.equals(earlier.bodyHash(), event.bodyHash())) {
                break;
            }
            count++;
        }
        Set<Key> created = insert(connection, statement, distinct);
        List<Boolean> stored = new ArrayList<>(count);
        // Of an event that comes twice, the first is the new one.
        events.subList(0, count).forEach(event -> stored.add(created.remove(Key.of(event))));
        return stored;
    }

    private static Set<Key> insert(Connection connection, PreparedStatement statement,
            List<SimEvent> events) throws SQLException {
        bind(connection, statement, events);
        Set<Key> created = new HashSet<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                created.add(new Key(row.getString(1), row.getString(2)));
            }
        }
        return created;
    }

    private static void bind(Connection connection, PreparedStatement statement,
            List<SimEvent> events) throws SQLException {
        try {
            for (int i = 0; i < COLUMNS.size(); i++) {
                Column column = COLUMNS.get(i);
                statement.setArray(i + 1, connection.createArrayOf(
                        column.type(), column.of(events)));
            }
        } catch (RuntimeException e) {
            // As an error of these rows, so that the others are stored nevertheless.
            throw new SQLDataException("An event cannot be written", "22000", e);
        }
    }
}
