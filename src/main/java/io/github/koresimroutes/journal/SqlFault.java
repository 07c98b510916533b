package io.github.koresimroutes.journal;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What a database error means for the batch that met it. */
enum SqlFault {

    /** A row that does not fit: it fails again however often it is tried. */
    DATA,

    /** Rolled back for another transaction's sake: worth another try as long as there is time. */
    CONFLICT,

    /** Anything else, a lost connection above all; whether a commit took place is unknown. */
    UNAVAILABLE;

    /** Data exception, constraint violation, program limit exceeded (an index row too large). */
    private static final Set<String> DATA_CLASSES = Set.of("22", "23", "54");

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final String DISK_FULL = "53100";
    private static final String NO_RIGHT = "42501";

    // SQLite's driver gives no SQLState; its error codes hold the primary code in the low byte.
    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    private static final int SQLITE_READONLY = 8;
    private static final int SQLITE_IOERR = 10;
    private static final int SQLITE_FULL = 13;
    private static final int SQLITE_CANTOPEN = 14;
    private static final Set<Integer> SQLITE_CONFLICT = Set.of(SQLITE_BUSY, SQLITE_LOCKED);
    private static final Set<Integer> SQLITE_DATA = Set.of(18, 19, 20);

    private static final String READ_ONLY = "the journal's database is read-only";
    private static final String FULL = "the journal's database has no room left";

    static SqlFault of(SQLException error, Dialect dialect) {
        SqlFault fault = UNAVAILABLE;
        for (SQLException e = error; e != null; e = e.getNextException()) {
            SqlFault one = dialect == Dialect.SQLITE && !(e instanceof SQLDataException)
                    ? ofSqlite(e) : ofState(e.getSQLState());
            if (one != UNAVAILABLE) {
                fault = one;
            } else if (isConnectionLost(e.getSQLState())) {
                return UNAVAILABLE;
            }
        }
        return fault;
    }

    /** Names an error by its code only: a database's message may quote the row. */
    static String code(SQLException error) {
        return error.getSQLState() != null
                ? "SQLState " + error.getSQLState()
                : "error code " + error.getErrorCode();
    }

    /** What an operator should look after, in a few words and without anything of the row. */
    static String describe(SQLException error, Dialect dialect) {
        if (error instanceof SqliteFile.Lost) {
            return error.getMessage();
        }
        String trouble = "the journal's database does not answer";
        SQLException telling = error;
        for (SQLException e = error; e != null; e = e.getNextException()) {
            String one = dialect == Dialect.SQLITE ? sqliteTrouble(e) : postgresqlTrouble(e);
            if (one != null) {
                trouble = one;
                telling = e;
            }
        }
        return trouble + " (" + code(telling) + ")";
    }

    private static String postgresqlTrouble(SQLException error) {
        if (READ_ONLY_TRANSACTION.equals(error.getSQLState())) {
            return READ_ONLY;
        }
        if (NO_RIGHT.equals(error.getSQLState())) {
            return "the journal's user lacks a right: see docs/go-to-production.md";
        }
        return DISK_FULL.equals(error.getSQLState()) ? FULL : null;
    }

    private static String sqliteTrouble(SQLException error) {
        if (error instanceof SQLTransientConnectionException) {
            // The pool's one connection is in use, mostly by a writer that waits for the lock.
            return "the journal's file is busy: another process may have locked it";
        }
        return switch (error.getErrorCode() & 0xff) {
            case SQLITE_BUSY -> "the journal's file is locked by another process";
            case SQLITE_READONLY -> READ_ONLY;
            case SQLITE_IOERR, SQLITE_CANTOPEN -> "the journal's file cannot be written";
            case SQLITE_FULL -> FULL;
            default -> null;
        };
    }

    /** The database takes no writes, because it is a standby for example. */
    static boolean isReadOnly(SQLException error, Dialect dialect) {
        return dialect == Dialect.SQLITE ? (error.getErrorCode() & 0xff) == SQLITE_READONLY
                : READ_ONLY_TRANSACTION.equals(error.getSQLState());
    }

    private static SqlFault ofSqlite(SQLException error) {
        int primary = error.getErrorCode() & 0xff;
        if (SQLITE_DATA.contains(primary)) {
            return DATA;
        }
        return SQLITE_CONFLICT.contains(primary) ? CONFLICT : UNAVAILABLE;
    }

    private static SqlFault ofState(String state) {
        if (state == null || state.length() < 2) {
            return UNAVAILABLE;
        }
        if (DATA_CLASSES.contains(state.substring(0, 2))) {
            return DATA;
        }
        return state.startsWith("40") || state.equals(LOCK_NOT_AVAILABLE) ? CONFLICT : UNAVAILABLE;
    }

    private static boolean isConnectionLost(String state) {
        return state != null && state.startsWith("08");
    }
}
