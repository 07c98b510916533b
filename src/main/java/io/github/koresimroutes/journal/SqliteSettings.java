package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * How a SQLite journal must be opened. Whoever makes its {@code DataSource} passes these to the
 * driver, best with a pool of one connection: SQLite has one writer at a time, and waiting in the
 * pool is fairer than waiting for the file's lock.
 */
public final class SqliteSettings {

    private static final Map<String, String> PROPERTIES;

    static {
        Map<String, String> properties = new LinkedHashMap<>();
        // A commit is on disk when it returns; readers do not block the writer.
        properties.put("journal_mode", "WAL");
        properties.put("synchronous", "FULL");
        // A transaction that reads first and writes later fails at once, whatever the busy
        // timeout, if another one wrote in between. So each takes the write lock at its start.
        properties.put("transaction_mode", "IMMEDIATE");
        properties.put("busy_timeout", "5000");
        properties.put("foreign_keys", "true");
        // Tokens come in no order: an index that is larger would be read again and again. In KB.
        properties.put("cache_size", "-16384");
        // In pages: one that changes ten times before goes into the file once.
        properties.put("wal_autocheckpoint", "4000");
        // The log is cut back to this size after a long reader has made it grow. In bytes.
        properties.put("journal_size_limit", "16777216");
        PROPERTIES = Collections.unmodifiableMap(properties);
    }

    private SqliteSettings() {
    }

    /** The driver's connection properties, by name. */
    public static Map<String, String> asMap() {
        return PROPERTIES;
    }

    /** The driver's connection properties, as a copy that the caller may add to. */
    public static Properties asProperties() {
        Properties properties = new Properties();
        properties.putAll(PROPERTIES);
        return properties;
    }

    /**
     * Takes the write lock as the first thing in a transaction, also where the driver was not told
     * to begin that way. It changes nothing.
     */
    static void takeWriteLock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE kore_journal SET singleton = singleton WHERE 1 = 0");
        }
    }

    /** Refuses a connection that may lose a commit. */
    static void check(Connection connection) throws SQLException {
        String mode = pragma(connection, "journal_mode").toLowerCase(Locale.ROOT);
        if (!mode.equals("wal")) {
            throw refused("journal_mode=" + mode, "WAL");
        }
        int synchronous = Integer.parseInt(pragma(connection, "synchronous"));
        if (synchronous < 2) {
            throw refused("synchronous=" + synchronous, "FULL (2) or EXTRA (3)");
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static IllegalStateException refused(String found, String needed) {
        return new IllegalStateException("The event journal does not open this SQLite database: "
                + found + ", needed " + needed + ". Connection properties that do: " + PROPERTIES);
    }
}
