package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * PostgreSQL's connections of a pool, without its limits on silence: to write millions of rows anew
 * takes minutes, in which a statement says nothing and the connection that holds the lock does nothing.
 * The limits hold again when the pool gets its connection back.
 */
final class MigrationConnections {

    private static final int NONE = 0;
    private static final String IDLE_LIMIT = "idle_in_transaction_session_timeout";

    private MigrationConnections() {
    }

    static DataSource of(DataSource pool) {
        return JournalProxy.of(DataSource.class, (proxy, method, arguments) -> {
            Object result = JournalProxy.call(pool, method, arguments);
            return result instanceof Connection connection ? unhurried(connection) : result;
        });
    }

    private static Connection unhurried(Connection connection) throws SQLException {
        int silence = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, NONE);
        // What the pool has set by itself, perhaps: RESET would not come back to that.
        String idle = idleLimit(connection);
        setIdleLimit(connection, "0");
        return JournalProxy.of(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close") && !connection.isClosed()) {
                giveBack(connection, silence, idle);
            }
            return JournalProxy.call(connection, method, arguments);
        });
    }

    /** One whose limits cannot be set again is of no more use to the pool. */
    private static void giveBack(Connection connection, int silence, String idle)
            throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                // A transaction that failed takes no statement, and what is set in one is undone with it.
                connection.rollback();
                connection.setAutoCommit(true);
            }
            setIdleLimit(connection, idle);
            connection.setNetworkTimeout(Runnable::run, silence);
        } catch (SQLException e) {
            connection.abort(Runnable::run);
        }
    }

    private static String idleLimit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + IDLE_LIMIT)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void setIdleLimit(Connection connection, String limit) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(
                "SELECT set_config('" + IDLE_LIMIT + "', ?, false)")) {
            set.setString(1, limit);
            set.execute();
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }
}
