package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** The one row of {@code kore_journal}: which journal this is, and the version of its schema. */
final class JournalIdentity {

    private JournalIdentity() {
    }

    /** A journal's id, and whether it was made just now. */
    record Found(String id, boolean isNew) {
    }

    /**
     * Reads the journal's id, which is made at the first start and kept ever after.
     *
     * @throws IllegalStateException if the schema is not there or has another version
     */
    static Found readOrCreate(JournalDatabase database) throws SQLException {
        return explained(database, () -> database.inTransaction(
                connection -> readOrCreate(connection, database.dialect())));
    }

    /**
     * Reads the journal's id, and changes nothing.
     *
     * @throws IllegalStateException if the schema is not there, has another version, or has not
     *                               been used yet
     */
    static String read(JournalDatabase database) throws SQLException {
        String id = explained(database, () -> database.reading(
                connection -> read(connection, database.dialect())));
        if (id == null) {
            throw new IllegalStateException(
                    "The event journal has no id yet: it gets one when the bundle first starts");
        }
        return id;
    }

    /**
     * Whether the schema may have to be made or upgraded: not where it is the one that is needed and
     * in use, nor where it is a newer one.
     */
    static boolean mayNeedMigration(JournalDatabase database) {
        if (database.dialect().repeatsFiles()) {
            // A file that broke off may have set the version, and not all of its triggers.
            return true;
        }
        try {
            return database.reading(connection -> read(connection, database.dialect())) == null;
        } catch (OtherVersion e) {
            return e.found < database.dialect().schemaVersion();
        } catch (SQLException e) {
            // Whoever tries to make it finds out why.
            return true;
        }
    }

    private static <T> T explained(JournalDatabase database, Reading<T> reading)
            throws SQLException {
        try {
            return reading.read();
        } catch (SQLException e) {
            if (database.dialect().isTableMissing(e)) {
                throw new IllegalStateException("The event journal's schema is missing. "
                        + remedy(database.dialect()), e);
            }
            throw e;
        } catch (OtherVersion e) {
            int needed = database.dialect().schemaVersion();
            String remedy = e.found < needed
                    ? remedy(database.dialect()) : "Use a newer release of the bundle";
            throw new IllegalStateException("The event journal's schema has version " + e.found
                    + ", and version " + needed + " is needed. " + remedy);
        }
    }

    private static Found readOrCreate(Connection connection, Dialect dialect)
            throws SQLException {
        // Insert first, then read: of two instances that start at once one id wins for both.
        String own = UUID.randomUUID().toString();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO kore_journal (singleton, id, created_at) VALUES "
                        + "(1, ?, (SELECT now_ms FROM kore_clock))" + dialect.unlessThere())) {
            insert.setString(1, own);
            insert.executeUpdate();
        }
        String id = read(connection, dialect);
        return new Found(id, own.equals(id));
    }

    /** The id, or null where there is none yet. */
    private static String read(Connection connection, Dialect dialect) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "SELECT id, schema_version FROM kore_journal")) {
            if (!row.next()) {
                return null;
            }
            int found = row.getInt("schema_version");
            if (found != dialect.schemaVersion()) {
                throw new OtherVersion(found);
            }
            return row.getString("id");
        }
    }

    private static String remedy(Dialect dialect) {
        if (!dialect.isServer()) {
            // Its files call functions of the bundle, and who has the file has all rights on it.
            return "Switch migration on (kore.journal.migrate = true)";
        }
        return "Apply the files up to " + dialect.schemaLocation() + "/V"
                + dialect.schemaVersion()
                + "__*.sql from the bundle's jar, or switch migration on";
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws SQLException;
    }

    private static final class OtherVersion extends RuntimeException {

        private final int found;

        OtherVersion(int found) {
            super(null, null, false, false);
            this.found = found;
        }
    }
}
