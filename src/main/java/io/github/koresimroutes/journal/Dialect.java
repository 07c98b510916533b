package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What the journal must know of a database. Another one needs a class of these methods, a line in
 * {@link #KNOWN}, and a folder with its DDL: see docs/decisions/0014-mariadb.md.
 */
interface Dialect {

    Dialect POSTGRESQL = new PostgresqlDialect();
    Dialect SQLITE = new SqliteDialect();
    Dialect MARIADB = new MariaDbDialect();

    List<Dialect> KNOWN = List.of(POSTGRESQL, SQLITE, MARIADB);

    /** What the driver calls the database. */
    String product();

    /** Where the DDL files lie on the classpath. */
    default String schemaLocation() {
        return "io/github/koresimroutes/journal/schema/" + folder();
    }

    /** The folder of the DDL files. */
    String folder();

    /** The schema that this code reads and writes: the number of the last file of DDL. */
    int schemaVersion();

    /** The library that Flyway needs besides its core; null for none. */
    String migrationLibrary();

    /** Makes a database ready for its first tables; later it changes nothing. */
    default void prepare(JournalDatabase database) throws SQLException {
    }

    /** The connections to migrate with, which may be silent for minutes. */
    default DataSource forMigration(DataSource pool) {
        return pool;
    }

    /** Whether a file that was applied in part can be applied again, as DDL commits by itself. */
    default boolean repeatsFiles() {
        return false;
    }

    /**
     * Refuses a connection that may lose a commit.
     *
     * @throws IllegalStateException where it may; the message says what would be right
     */
    void check(Connection connection) throws SQLException;

    /** The file that a connection was opened from, which must stay where it is. */
    default SqliteFile file(Connection connection) throws SQLException {
        return SqliteFile.NONE;
    }

    /**
     * Whether it is a server: transactions are READ COMMITTED, it may fall silent, and after a
     * failover only a new connection finds the one that takes writes.
     */
    default boolean isServer() {
        return true;
    }

    /** Begins a transaction, whoever used the connection before. */
    default void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    /** @throws SQLException where the connection cannot be used any more */
    default void rollBack(Connection connection) throws SQLException {
        connection.rollback();
    }

    /** Whether one can read while another writes, with connections for both. */
    boolean readsBesideWrites();

    /**
     * Has what this transaction has read be on disk once it is committed, where others are shown
     * what is not: events that are sent must not be forgotten.
     */
    default void settle(Connection connection) throws SQLException {
    }

    /** How events are stored fastest. */
    EventInsert insert();

    /** How many events are marked fastest. */
    EventMarks marks();

    /**
     * Has the rest of the transaction read by the order of an index, and stop where it has enough.
     */
    default void readInOrder(Connection connection) throws SQLException {
    }

    /** Behind a table in a query: reads it by this index, whatever statistics may say. */
    default String by(String index) {
        return "";
    }

    /** JOIN, where the table on the left is to be read first. */
    default String join() {
        return "JOIN";
    }

    /** The end of an INSERT that changes nothing where the row is there already. */
    String unlessThere();

    /** The end of an INSERT that sets these columns where a row with this key is there already. */
    String orElseSet(String key, String... columns);

    /** A value for {@code token_key} that no event has. */
    String tokenKeyOfNone();

    /** What one error means, without those that follow it. */
    SqlFault fault(SQLException error);

    /** What an operator should look after, and nothing of the row; null where it is not known. */
    String trouble(SQLException error);

    /** Whether the database takes no writes, because it is a standby for example. */
    boolean isReadOnly(SQLException error);

    boolean isTableMissing(SQLException error);

    /** Gives room that removed events have left back to the disk, where nobody else does. */
    default void releaseSpace(JournalDatabase database) throws SQLException {
    }

    /**
     * The dialect of a connection.
     *
     * @throws IllegalStateException if it is no database that the journal knows
     */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (Dialect dialect : KNOWN) {
            if (dialect.product().equalsIgnoreCase(product)) {
                return dialect;
            }
        }
        throw new IllegalStateException("The event journal does not support the database "
                + product + ". Supported: "
                + KNOWN.stream().map(Dialect::product).collect(Collectors.joining(", ")));
    }
}
