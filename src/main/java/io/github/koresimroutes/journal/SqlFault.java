package io.github.koresimroutes.journal;

import java.sql.SQLDataException;
import java.sql.SQLException;
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

    // SQLite's driver gives no SQLState; its error codes hold the primary code in the low byte.
    private static final int SQLITE_READONLY = 8;
    private static final int SQLITE_FULL = 13;
    private static final Set<Integer> SQLITE_CONFLICT = Set.of(5, 6);
    private static final Set<Integer> SQLITE_DATA = Set.of(18, 19, 20);

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
        for (SQLException e = error; e != null; e = e.getNextException()) {
            if (isReadOnly(e, dialect)) {
                trouble = "the journal's database is read-only";
            } else if (isFull(e, dialect)) {
                trouble = "the journal's database has no room left";
            }
        }
        return trouble + " (" + code(error) + ")";
    }

    /** The database takes no writes, because it is a standby for example. */
    static boolean isReadOnly(SQLException error, Dialect dialect) {
        return dialect == Dialect.SQLITE ? (error.getErrorCode() & 0xff) == SQLITE_READONLY
                : READ_ONLY_TRANSACTION.equals(error.getSQLState());
    }

    private static boolean isFull(SQLException error, Dialect dialect) {
        return dialect == Dialect.SQLITE ? (error.getErrorCode() & 0xff) == SQLITE_FULL
                : DISK_FULL.equals(error.getSQLState());
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
