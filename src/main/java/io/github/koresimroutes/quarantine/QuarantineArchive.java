package io.github.koresimroutes.quarantine;

import io.github.koresimroutes.journal.JournalDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks at what is kept, and drops what nobody needs. */
public final class QuarantineArchive {

    private final JournalDatabase database;

    public QuarantineArchive(JournalDatabase database) {
        this.database = database;
    }

    /** How many of each kind are kept. */
    public Map<QuarantineKind, Long> levels() throws SQLException {
        Map<QuarantineKind, Long> levels = new EnumMap<>(QuarantineKind.class);
        for (QuarantineKind kind : QuarantineKind.values()) {
            levels.put(kind, 0L);
        }
        return database.reading(connection -> {
            try (PreparedStatement statement = QuarantineTable.prepare(connection,
                    "SELECT kind, COUNT(*) FROM kore_quarantine GROUP BY kind");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    levels.put(QuarantineKind.valueOf(
                            row.getString(1).toUpperCase(Locale.ROOT)), row.getLong(2));
                }
                return levels;
            }
        });
    }

    /** The newest, newest first; of one kind, or of all where it is null. */
    public List<QuarantineRecord> newest(QuarantineKind kind, int limit) throws SQLException {
        return select(" WHERE id > ?" + of(kind) + " ORDER BY id DESC LIMIT ?", 0, limit);
    }

    /** The next ones behind an id, oldest first; of one kind, or of all where it is null. */
    public List<QuarantineRecord> after(long id, QuarantineKind kind, int limit)
            throws SQLException {
        return select(" WHERE id > ?" + of(kind) + " ORDER BY id LIMIT ?", id, limit);
    }

    /** One; empty if it is not there (any more). */
    public Optional<QuarantineRecord> find(long id) throws SQLException {
        return select(" WHERE id = ? LIMIT ?", id, 1).stream().findFirst();
    }

    /** Drops one for good; tells whether it was there. */
    public boolean drop(long id) throws SQLException {
        return delete("DELETE FROM kore_quarantine WHERE id = ?", id) == 1;
    }

    /** Drops up to so many of a kind, or of all where it is null; tells how many. */
    public int drop(QuarantineKind kind, int limit) throws SQLException {
        return delete("DELETE FROM kore_quarantine WHERE id IN (SELECT id FROM ("
                + "SELECT id FROM kore_quarantine"
                + " WHERE id > 0" + of(kind) + " ORDER BY id LIMIT ?) AS slice)", limit);
    }

    private static String of(QuarantineKind kind) {
        return kind == null ? "" : " AND kind = '" + kind.label() + "'";
    }

    private int delete(String sql, long number) throws SQLException {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = QuarantineTable.prepare(connection, sql)) {
                statement.setLong(1, number);
                return statement.executeUpdate();
            }
        });
    }

    private List<QuarantineRecord> select(String where, long id, int limit) throws SQLException {
        return database.reading(connection -> {
            try (PreparedStatement statement = QuarantineTable.prepare(
                    connection, QuarantineTable.SELECT + where)) {
                statement.setLong(1, id);
                statement.setInt(2, limit);
                List<QuarantineRecord> records = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        records.add(QuarantineTable.read(row));
                    }
                }
                return records;
            }
        });
    }
}
