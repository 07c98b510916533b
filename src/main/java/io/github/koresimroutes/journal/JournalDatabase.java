package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's database and its transactions. Safe for use by many threads.
 *
 * <p>A transaction holds one connection. Where the pool has only one, as it should for SQLite, a
 * transaction inside a transaction would wait for itself: pass the connection on instead.
 */
public final class JournalDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(JournalDatabase.class);

    private final DataSource dataSource;
    private final Dialect dialect;
    private final String name;
    private final SqliteFile file;
    /** Whether connections come with another isolation than the journal's transactions have. */
    private final boolean otherIsolation;

    /**
     * Connects once, to learn the dialect and to check that a commit is durable.
     *
     * @throws JournalUnavailableException if no connection can be had
     * @throws IllegalStateException       if the journal does not support the database, or not as
     *                                     it is set up; the message says what would be right
     */
    public JournalDatabase(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        try (Connection connection = dataSource.getConnection()) {
            dialect = Dialect.of(connection);
            name = name(connection.getMetaData().getURL());
            dialect.check(connection);
            file = dialect.file(connection);
            // Asked once: a pool gives all connections alike, and each question is a round trip.
            otherIsolation = dialect.isServer()
                    && connection.getTransactionIsolation()
                            != Connection.TRANSACTION_READ_COMMITTED;
        } catch (SQLException e) {
            throw new JournalUnavailableException("No connection to the event journal", e);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** For people: the URL without what may be secret in it, or else the product. */
    String name() {
        return name;
    }

    private String name(String url) {
        // Parameters, or a user before the host, may hold a password.
        return url == null || url.isEmpty() ? dialect.product()
                : url.replaceFirst("\\?.*$", "").replaceFirst("//.*@", "//");
    }

    /**
     * What an operator should look after, in a few words and without anything of a row. A
     * database's own message may quote the row.
     */
    public String describe(SQLException error) {
        return SqlFault.describe(error, dialect);
    }

    /**
     * Whether a transaction is known not to have taken place, for a reason that may soon be gone: a
     * lock that somebody else held, or no free connection.
     */
    public boolean isWorthAnotherTry(SQLException error) {
        return error instanceof SQLTransientConnectionException
                || SqlFault.of(error, dialect) == SqlFault.CONFLICT;
    }

    /** A connection of the caller's own, for work outside of {@link #inTransaction}. */
    DataSource dataSource() {
        return dataSource;
    }

    /**
     * Runs work in one transaction: committed when it returns, rolled back when it throws. Its
     * isolation is READ COMMITTED; on SQLite it has the write lock from its start, however the
     * driver is set up. The journal's schema must be there. Nothing is committed to a
     * SQLite file that was moved or deleted.
     *
     * @throws SQLException from the work or the commit; after a failed commit it is unknown
     *                      whether it took place
     */
    public <T> T inTransaction(SqlFunction<Connection, T> work) throws SQLException {
        // Before the connection: the pool may open a new one, to what is at the path now.
        file.check();
        try (Connection connection = dataSource.getConnection()) {
            return inTransaction(connection, work);
        }
    }

    /**
     * Runs statements that only read, each in a transaction of its own. On SQLite they neither
     * wait for a writer nor hold one up.
     */
    public <T> T reading(SqlFunction<Connection, T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return work.apply(connection);
            } finally {
                restore(() -> connection.setAutoCommit(autoCommit));
            }
        }
    }

    /**
     * Like {@link #inTransaction(SqlFunction)}, but a database that does not answer for this long
     * breaks the connection, so that the caller never hangs. (No statement's time limit covers a
     * commit.)
     */
    <T> T inTransaction(Duration silence, SqlFunction<Connection, T> work) throws SQLException {
        if (!dialect.isServer()) {
            return inTransaction(work);
        }
        try (Connection connection = dataSource.getConnection()) {
            return noLongerThan(silence, connection, () -> inTransaction(connection, work));
        }
    }

    /**
     * Like {@link #inTransaction(Duration, SqlFunction)} for a single statement that commits
     * itself, which saves two round trips.
     */
    <T> T inOneStatement(Duration silence, SqlFunction<Connection, T> work) throws SQLException {
        file.check();
        try (Connection connection = dataSource.getConnection()) {
            return noLongerThan(silence, connection, () -> committing(connection, work));
        }
    }

    private <T> T committing(Connection connection, SqlFunction<Connection, T> work)
            throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        if (!autoCommit) {
            connection.setAutoCommit(true);
        }
        int isolation = readCommitted(connection);
        try {
            return work.apply(connection);
        } catch (SQLException e) {
            abortIfReadOnly(connection, e);
            throw e;
        } finally {
            if (!connection.isClosed()) {
                if (!autoCommit) {
                    restore(() -> connection.setAutoCommit(false));
                }
                restoreIsolation(connection, isolation);
            }
        }
    }

    /** Returns the isolation that the connection had. */
    private int readCommitted(Connection connection) throws SQLException {
        if (!otherIsolation) {
            return Connection.TRANSACTION_READ_COMMITTED;
        }
        int before = connection.getTransactionIsolation();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return before;
    }

    private void restoreIsolation(Connection connection, int isolation) {
        if (otherIsolation) {
            restore(() -> connection.setTransactionIsolation(isolation));
        }
    }

    private static <T> T noLongerThan(Duration silence, Connection connection, Work<T> work)
            throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
        try {
            return work.run();
        } finally {
            restore(() -> connection.setNetworkTimeout(Runnable::run, before));
        }
    }

    private <T> T inTransaction(Connection connection, SqlFunction<Connection, T> work)
            throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        int isolation = readCommitted(connection);
        dialect.begin(connection);
        T result;
        try {
            result = work.apply(connection);
            file.check();
            connection.commit();
        } catch (Throwable e) {
            rollBack(connection, e);
            if (e instanceof SQLException error) {
                abortIfReadOnly(connection, error);
            }
            throw e;
        } finally {
            if (!connection.isClosed()) {
                // After the commit nothing here may fail the caller: its work is done.
                restore(() -> connection.setAutoCommit(autoCommit));
                restoreIsolation(connection, isolation);
            }
        }
        return result;
    }

    /** After a failover only a new connection finds the database that takes writes. */
    private void abortIfReadOnly(Connection connection, SQLException why) {
        if (dialect.isServer() && dialect.isReadOnly(why)) {
            abort(connection, why);
        }
    }

    private void rollBack(Connection connection, Throwable why) {
        try {
            dialect.rollBack(connection);
        } catch (SQLException e) {
            why.addSuppressed(e);
            // Switching auto-commit on again could commit what was to be rolled back.
            abort(connection, why);
        }
    }

    private static void abort(Connection connection, Throwable why) {
        try {
            connection.abort(Runnable::run);
            // Fails, and so tells the pool that the connection is of no more use.
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("A connection was given up ({})", SqlFault.code(e));
        }
        try {
            connection.close();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private static void restore(Restore step) {
        try {
            step.run();
        } catch (SQLException e) {
            LOG.debug("A connection could not be set back ({})", SqlFault.code(e));
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    @FunctionalInterface
    private interface Restore {
        void run() throws SQLException;
    }
}
