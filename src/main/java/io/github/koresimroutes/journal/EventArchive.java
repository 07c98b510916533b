package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the events of a journal. It only reads, and holds up nobody who writes. */
public final class EventArchive {

    private static final int LIMIT_SECONDS = 60;

    private static final String SUMMARY = """
            SELECT id, state, received_at, sim_sid, sim_status, attempts, last_error, route_set"""
            + EventTable.TABLES;

    private static final String RECORD = """
            SELECT id, send_number, kind, account, token, flags, sim_sid, sim_status, event_time,
                received_at, content_type, body, unsigned_parameters,
                state, attempts, dispatched_at, retry_at, last_error, secret_label,
                route_set"""
            + EventTable.TABLES + "WHERE event_id = ?";

    private final JournalDatabase database;

    public EventArchive(JournalDatabase database) {
        this.database = database;
    }

    /** The newest of the events that are meant, newest first. */
    public List<EventSummary> list(EventFilter filter, int limit) throws SQLException {
        String sql = SUMMARY + filter.where() + " ORDER BY event_id DESC LIMIT ?";
        return database.reading(connection -> {
            try (PreparedStatement statement = prepare(connection, sql)) {
                statement.setInt(filter.bind(statement) + 1, limit);
                List<EventSummary> events = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        events.add(summary(row));
                    }
                }
                return events;
            }
        });
    }

    /** How many events are meant. Of dispatched ones there may be millions to count. */
    public long count(EventFilter filter) throws SQLException {
        String sql = "SELECT COUNT(*)" + filter.tables() + filter.where();
        return database.reading(connection -> {
            try (PreparedStatement statement = prepare(connection, sql)) {
                filter.bind(statement);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** Everything about one event; empty if there is none with this id (any more). */
    public Optional<EventRecord> find(long id) throws SQLException {
        return database.reading(connection -> {
            try (PreparedStatement statement = prepare(connection, RECORD)) {
                statement.setLong(1, id);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(record(row)) : Optional.empty();
                }
            }
        });
    }

    private static EventSummary summary(ResultSet row) throws SQLException {
        return new EventSummary(row.getLong("id"), EventState.of(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("received_at")), row.getString("sim_sid"),
                row.getString("sim_status"), row.getInt("attempts"),
                row.getString("last_error"), row.getString("route_set"));
    }

    private static EventRecord record(ResultSet row) throws SQLException {
        return new EventRecord(EventTable.entry(row), EventState.of(row.getString("state")),
                row.getInt("attempts"), time(row, "dispatched_at"), time(row, "retry_at"),
                row.getString("last_error"), row.getString("secret_label"),
                row.getString("route_set"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(LIMIT_SECONDS);
        return statement;
    }
}
