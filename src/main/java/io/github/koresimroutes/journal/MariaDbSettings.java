package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a MariaDB, and a connection to it, must be set up for the journal. */
final class MariaDbSettings {

    private static final Logger LOG = LoggerFactory.getLogger(MariaDbSettings.class);

    /** Of a statement; an event takes at most a few hundred KiB of it. */
    private static final long SMALLEST_PACKET = 4 * 1024 * 1024;
    /** Before 11.1 a DELETE by a list of ids reads the whole table, and locks it. */
    private static final int OLDEST_MAJOR = 11;
    private static final int OLDEST_MINOR = 4;

    private MariaDbSettings() {
    }

    /** Refuses a connection that may lose a commit, or store something else than it was given. */
    static void check(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        int minor = connection.getMetaData().getDatabaseMinorVersion();
        if (major < OLDEST_MAJOR || major == OLDEST_MAJOR && minor < OLDEST_MINOR) {
            throw new IllegalStateException("The event journal needs MariaDB " + OLDEST_MAJOR + "."
                    + OLDEST_MINOR + " or newer, and this is " + major + "." + minor);
        }
        Map<String, String> settings = read(connection);
        checkCommits(settings.getOrDefault("innodb_flush_log_at_trx_commit", "1"));
        if (settings.getOrDefault("log_bin", "OFF").equals("ON")) {
            checkBinaryLog(settings.getOrDefault("sync_binlog", "1"),
                    settings.getOrDefault("binlog_format", ""));
        }
        checkMode(settings.getOrDefault("sql_mode", ""));
        checkPacket(Long.parseLong(settings.get("max_allowed_packet")));
        warn(settings.getOrDefault("innodb_flush_method", ""),
                settings.getOrDefault("auto_increment_increment", "1"));
    }

    private static Map<String, String> read(Connection connection) throws SQLException {
        Map<String, String> settings = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SHOW VARIABLES WHERE Variable_name IN (
                            'innodb_flush_log_at_trx_commit', 'log_bin', 'sync_binlog',
                            'binlog_format', 'sql_mode', 'max_allowed_packet',
                            'innodb_flush_method', 'auto_increment_increment')""")) {
            while (row.next()) {
                settings.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2));
            }
        }
        return settings;
    }

    private static void checkCommits(String flush) {
        if (!flush.equals("1") && !flush.equals("3")) {
            throw new IllegalStateException("The event journal needs"
                    + " innodb_flush_log_at_trx_commit=1: with " + flush + " MariaDB may lose"
                    + " events that were acknowledged");
        }
    }

    private static void checkBinaryLog(String sync, String format) {
        if (!sync.equals("1")) {
            throw new IllegalStateException("The event journal needs sync_binlog=1 where the binary"
                    + " log is on: with " + sync + " MariaDB may lose events that were acknowledged,"
                    + " as it recovers by that log");
        }
        if (format.equals("STATEMENT")) {
            throw new IllegalStateException("The event journal needs binlog_format=ROW or MIXED:"
                    + " with STATEMENT MariaDB refuses its transactions, which are READ COMMITTED");
        }
    }

    private static void checkMode(String modes) {
        if (!modes.contains("STRICT_TRANS_TABLES") && !modes.contains("STRICT_ALL_TABLES")) {
            throw new IllegalStateException("The event journal needs STRICT_TRANS_TABLES in"
                    + " sql_mode: without it MariaDB cuts off what is too long, and says nothing");
        }
    }

    private static void checkPacket(long bytes) {
        if (bytes < SMALLEST_PACKET) {
            throw new IllegalStateException("The event journal needs max_allowed_packet="
                    + SMALLEST_PACKET + " or more, and it is " + bytes);
        }
    }

    private static void warn(String flushMethod, String increment) {
        if (flushMethod.equalsIgnoreCase("nosync")) {
            LOG.warn("MariaDB runs with innodb_flush_method=nosync: events may be lost when its"
                    + " machine fails");
        }
        if (!increment.equals("1")) {
            LOG.warn("MariaDB runs with auto_increment_increment={}: where several servers take"
                    + " writes, the order of events is not that in which they came", increment);
        }
    }
}
