package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The room that a SQLite journal takes on the disk. What is deleted leaves free pages, which are
 * used again, but without this the files would for ever stay as large as after the longest outage.
 */
final class SqliteSpace {

    private static final int INCREMENTAL = 2;
    private static final int PAGES_AT_ONCE = 500;
    // Some are kept, or the file would shrink and grow again all day.
    private static final int KEPT_PAGES = 1000;
    private static final int KEPT_PART = 4;
    private static final int MOST_ROUNDS = 1000;

    private SqliteSpace() {
    }

    /** Makes a new database one that can give pages back; later that would take a long pause. */
    static void prepare(JournalDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            if (number(connection, "PRAGMA auto_vacuum") == INCREMENTAL
                    || number(connection, "SELECT COUNT(*) FROM sqlite_master") > 0) {
                return;
            }
            run(connection, "PRAGMA auto_vacuum = INCREMENTAL");
            // There is nothing in it yet; this writes the new mode into the file.
            run(connection, "VACUUM");
        }
    }

    /** Gives free pages back to the disk, a few at a time, so that callbacks come in between. */
    static void release(JournalDatabase database) throws SQLException {
        boolean released = false;
        for (int i = 0; i < MOST_ROUNDS; i++) {
            try (Connection connection = database.dataSource().getConnection()) {
                if (number(connection, "PRAGMA auto_vacuum") == INCREMENTAL
                        && hasMuchFree(connection)) {
                    run(connection, "PRAGMA incremental_vacuum(" + PAGES_AT_ONCE + ")");
                    released = true;
                    continue;
                }
                if (released) {
                    // The pages that were moved go from the log into the file, and the log is
                    // emptied. It would wait for a reader, and with it whoever stores an event:
                    // not where there is nothing to gain.
                    run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
                }
                return;
            }
        }
    }

    private static boolean hasMuchFree(Connection connection) throws SQLException {
        long free = number(connection, "PRAGMA freelist_count");
        return free > KEPT_PAGES && free > number(connection, "PRAGMA page_count") / KEPT_PART;
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Not execute(): that would give back one page only.
            statement.executeUpdate(sql);
        }
    }
}
