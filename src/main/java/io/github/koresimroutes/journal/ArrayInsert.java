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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Stores events with one statement for all of them, each column an array: PostgreSQL's cost of a
 * statement is then paid once for a batch, and is a third of what it is row by row.
 */
final class ArrayInsert implements EventInsert {

    /**
     * @param array makes an array of the type that the driver sends as bytes and not as a text
     */
    private record Column(String name, String type, IntFunction<Object[]> array,
            Function<SimEvent, Object> value) {

        static Column text(String name, Function<SimEvent, Object> value) {
            return new Column(name, "text", String[]::new, value);
        }

        static Column bytes(String name, Function<SimEvent, Object> value) {
            return new Column(name, "bytea", byte[][]::new, value);
        }

        static Column number(String name, Function<SimEvent, Object> value) {
            return new Column(name, "bigint", Long[]::new, value);
        }

        Object[] of(List<SimEvent> events) {
            Object[] values = array.apply(events.size());
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
            Column.text("kind", event -> event.kind().name()),
            Column.text("account", event -> EventInsert.text(event.accountSid())),
            Column.text("token", event -> EventInsert.text(event.token())),
            Column.bytes("body_hash", SimEvent::bodyHash),
            new Column("token_key", "uuid", UUID[]::new, EventKey::token),
            Column.number("body_key", EventKey::body),
            Column.text("flags", event -> EventFlag.join(event.flags())),
            Column.text("flags_of_twin", EventInsert::flagsOfTwin),
            Column.text("sim_sid", event -> EventInsert.text(event.simSid())),
            Column.text("sim_status", event -> EventInsert.text(event.simStatus())),
            Column.number("event_time", event ->
                    event.eventTime() == null ? null : event.eventTime().toEpochMilli()),
            Column.number("received_at", event -> event.receivedAt().toEpochMilli()),
            Column.text("content_type", event -> EventInsert.text(event.contentType())),
            Column.bytes("body", SimEvent::body),
            Column.text("unsigned_parameters", event ->
                    ParameterJson.write(event.unsignedParameters())),
            Column.text("secret_label", SimEvent::secretLabel),
            Column.number("bucket", event -> (long) EventInsert.bucket(event)));

    // Insert first, never look first. The target names the one conflict that means "already
    // stored"; any other is an error. In the order of the arrays, and so are the ids.
    // SELECTs around the parameters hide how long they are: PostgreSQL, seeing short ones, would
    // believe a plan made anew each time to be worth it.
    private static final String SQL = """
            INSERT INTO sim_event (kind, account, token, body_hash, token_key, body_key, flags,
                sim_sid, sim_status, event_time, received_at, content_type, body,
                unsigned_parameters, secret_label, bucket)
            SELECT kind, account, token, body_hash, token_key, body_key,
                CASE WHEN EXISTS (SELECT 1 FROM sim_event twin
                        WHERE twin.token_key = new.token_key AND twin.body_key <> new.body_key)
                    THEN flags_of_twin ELSE flags END,
                sim_sid, sim_status, event_time, received_at, content_type, body,
                unsigned_parameters, secret_label, bucket
            FROM unnest(%s) WITH ORDINALITY AS new (%s, place)
            ORDER BY place
            ON CONFLICT (token_key, body_key) DO NOTHING
            RETURNING account, token""".formatted(
                    String.join(", ", COLUMNS.stream()
                            .map(column -> "(SELECT CAST(? AS " + column.type() + "[]))").toList()),
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

    @Override
    public boolean isOneStatement(List<SimEvent> events) {
        return until(events) == events.size();
    }

    /** How many there are before one that has an earlier one's token and another body. */
    private static int until(List<SimEvent> events) {
        Map<Key, SimEvent> first = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            SimEvent event = events.get(i);
            SimEvent earlier = first.putIfAbsent(Key.of(event), event);
            if (earlier != null && !Arrays.equals(earlier.bodyHash(), event.bodyHash())) {
                return i;
            }
        }
        return events.size();
    }

    /**
     * Stores as many as one statement can: it sees nothing of what it stores itself, and so not
     * that a token comes a second time with another body.
     */
    private static List<Boolean> runSome(Connection connection, PreparedStatement statement,
            List<SimEvent> events) throws SQLException {
        List<SimEvent> some = events.subList(0, until(events));
        Map<Key, SimEvent> distinct = new LinkedHashMap<>();
        some.forEach(event -> distinct.putIfAbsent(Key.of(event), event));
        Set<Key> created = insert(connection, statement, List.copyOf(distinct.values()));
        // Of an event that comes twice, the first is the new one.
        return some.stream().map(event -> created.remove(Key.of(event))).toList();
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
