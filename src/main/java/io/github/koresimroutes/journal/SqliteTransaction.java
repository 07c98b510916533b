package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions on SQLite. Its driver notes that a transaction begins or ends before it does: where
 * that fails, for a lock or a full disk, it believes in a transaction that is not there. From then
 * on every statement would commit by itself, and every commit would fail, until a restart.
 */
final class SqliteTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteTransaction.class);
    private static final String NONE = "no transaction is active";

    private SqliteTransaction() {
    }

    /** Begins one that is really there and has the write lock, whoever used the connection before. */
    static void begin(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            leave(connection);
        }
        try {
            connection.setAutoCommit(false);
            SqliteSettings.takeWriteLock(connection);
        } catch (SQLException e) {
            rollBack(connection);
            throw e;
        }
    }

    /**
     * Rolls back, also where SQLite has done so by itself.
     *
     * @throws SQLException where the connection cannot be used any more
     */
    static void rollBack(Connection connection) throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains(NONE)) {
                throw e;
            }
            leave(connection);
        }
    }

    /** To be called only where there is no transaction, or an empty one. */
    private static void leave(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("There was no transaction to end ({})", SqlFault.code(e));
            // Now the driver knows; the second call tells the pool.
            connection.setAutoCommit(true);
        }
    }
}
