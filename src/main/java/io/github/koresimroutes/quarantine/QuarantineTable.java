package io.github.koresimroutes.quarantine;

import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.Refusal;
import io.github.koresimroutes.quarantine.QuarantineSettings.Budget;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The statements over {@code kore_quarantine}. All run in the caller's transaction. */
final class QuarantineTable {

    static final String SELECT = """
            SELECT id, kind, refusal, received_at, endpoint, method, content_types, signatures,
                tokens, dates, raw_query, body
            FROM kore_quarantine""";

    private static final String INSERT = """
            INSERT INTO kore_quarantine (kind, refusal, kept_at, received_at, endpoint, method,
                content_types, signatures, tokens, dates, raw_query, body, size)
            VALUES (?, ?, (SELECT now_ms FROM kore_clock), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String LEVEL = """
            SELECT COUNT(*), COALESCE(SUM(size), 0) FROM kore_quarantine WHERE kind = ?""";

    private static final String OLDEST = """
            SELECT id, size FROM kore_quarantine WHERE kind = ? ORDER BY id LIMIT ?""";

    private static final String DELETE_OLDEST = """
            DELETE FROM kore_quarantine WHERE kind = ? AND id <= ?""";

    private static final String DELETE_EXPIRED = """
            DELETE FROM kore_quarantine WHERE id IN (SELECT id FROM (
                SELECT id FROM kore_quarantine
                WHERE kept_at < (SELECT now_ms FROM kore_clock) - ?
                ORDER BY kept_at LIMIT ?) AS slice)""";

    private static final int LIMIT_SECONDS = 5;
    /** More are removed with the next transaction; a batch never needs so many. */
    private static final int SLICE = 20_000;

    private QuarantineTable() {
    }

    static void insert(Connection connection, List<RefusedCallback> callbacks)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, INSERT)) {
            for (RefusedCallback callback : callbacks) {
                bind(statement, callback);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, RefusedCallback callback)
            throws SQLException {
        CallbackRequest request = callback.request();
        int i = 0;
        statement.setString(++i, callback.kind().label());
        statement.setString(++i, callback.refusal().name());
        statement.setLong(++i, request.receivedAt().toEpochMilli());
        statement.setString(++i, request.endpoint());
        statement.setString(++i, text(request.method()));
        statement.setString(++i, joined(request.contentTypes()));
        statement.setString(++i, joined(request.signatures()));
        statement.setString(++i, joined(request.tokens()));
        statement.setString(++i, joined(request.dates()));
        statement.setString(++i, request.rawQuery() == null ? null : text(request.rawQuery()));
        statement.setBytes(++i, request.body());
        statement.setInt(++i, callback.size());
    }

    /** Removes the oldest of a kind, so that the rest is within its budget; tells how many. */
    static int makeRoom(Connection connection, QuarantineKind kind, Budget budget)
            throws SQLException {
        long count;
        long bytes;
        try (PreparedStatement statement = prepare(connection, LEVEL)) {
            statement.setString(1, kind.label());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                count = row.getLong(1) - budget.count();
                bytes = row.getLong(2) - budget.bytes();
            }
        }
        long last = count <= 0 && bytes <= 0 ? 0 : lastToGo(connection, kind, count, bytes);
        if (last == 0) {
            return 0;
        }
        try (PreparedStatement statement = prepare(connection, DELETE_OLDEST)) {
            statement.setString(1, kind.label());
            statement.setLong(2, last);
            return statement.executeUpdate();
        }
    }

    private static long lastToGo(Connection connection, QuarantineKind kind, long count,
            long bytes) throws SQLException {
        try (PreparedStatement statement = prepare(connection, OLDEST)) {
            statement.setString(1, kind.label());
            statement.setInt(2, SLICE);
            long last = 0;
            try (ResultSet row = statement.executeQuery()) {
                while ((count > 0 || bytes > 0) && row.next()) {
                    last = row.getLong("id");
                    count--;
                    bytes -= row.getLong("size");
                }
            }
            return last;
        }
    }

    /** Removes what is too old, a slice of it; tells how many. */
    static int removeExpired(Connection connection, Duration maxAge, int slice)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, DELETE_EXPIRED)) {
            statement.setLong(1, maxAge.toMillis());
            statement.setInt(2, slice);
            return statement.executeUpdate();
        }
    }

    static QuarantineRecord read(ResultSet row) throws SQLException {
        CallbackRequest request = new CallbackRequest(row.getString("endpoint"),
                row.getString("method"), split(row.getString("content_types")), split(row.getString("signatures")),
                split(row.getString("tokens")), split(row.getString("dates")),
                row.getString("raw_query"), row.getBytes("body"),
                Instant.ofEpochMilli(row.getLong("received_at")));
        return new QuarantineRecord(row.getLong("id"), new RefusedCallback(
                QuarantineKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                Refusal.valueOf(row.getString("refusal")), request));
    }

    private static String joined(List<String> values) {
        return values.isEmpty() ? null : text(String.join("\n", values));
    }

    private static List<String> split(String joined) {
        return joined == null ? List.of() : List.of(joined.split("\n", -1));
    }

    /** What every database takes: no half of a surrogate pair and, for PostgreSQL, no NUL. */
    private static String text(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .replace('\0', '\uFFFD');
    }

    static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(LIMIT_SECONDS);
        return statement;
    }
}
