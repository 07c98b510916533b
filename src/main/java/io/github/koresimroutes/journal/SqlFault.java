package io.github.koresimroutes.journal;

import java.sql.SQLException;

/** What a database error means for the batch that met it. */
enum SqlFault {

    /** A row that does not fit: it fails again however often it is tried. */
    DATA,

    /** Rolled back for another transaction's sake: worth another try as long as there is time. */
    CONFLICT,

    /** Anything else, a lost connection above all; whether a commit took place is unknown. */
    UNAVAILABLE;

    static final String READ_ONLY = "the journal's database is read-only";
    static final String FULL = "the journal's database has no room left";
    static final String NO_RIGHT =
            "the journal's user lacks a right: see docs/go-to-production.md";

    static SqlFault of(SQLException error, Dialect dialect) {
        SqlFault fault = UNAVAILABLE;
        for (SQLException e = error; e != null; e = e.getNextException()) {
            SqlFault one = dialect.fault(e);
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
            String one = dialect.trouble(e);
            if (one != null) {
                trouble = one;
                telling = e;
            }
        }
        return trouble + " (" + code(telling) + ")";
    }

    private static boolean isConnectionLost(String state) {
        return state != null && state.startsWith("08");
    }
}
