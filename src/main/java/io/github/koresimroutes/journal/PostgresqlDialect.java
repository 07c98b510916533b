package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL. An error is told by its SQLState. */
final class PostgresqlDialect implements Dialect {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresqlDialect.class);

    private static final String UNDEFINED_TABLE = "42P01";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final String DISK_FULL = "53100";
    private static final String NO_RIGHT = "42501";
    /** Data exception, constraint violation, program limit exceeded (an index row too large). */
    private static final Set<String> DATA_CLASSES = Set.of("22", "23", "54");

    private final EventInsert insert = new ArrayInsert();

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public String folder() {
        return "postgresql";
    }

    @Override
    public int schemaVersion() {
        return 6;
    }

    @Override
    public String migrationLibrary() {
        return "flyway-database-postgresql";
    }

    @Override
    public DataSource forMigration(DataSource pool) {
        return MigrationConnections.of(pool);
    }

    @Override
    public void check(Connection connection) throws SQLException {
        if (show(connection, "synchronous_commit").equals("off")) {
            throw new IllegalStateException("The event journal needs synchronous_commit=on: with "
                    + "'off' PostgreSQL may lose events that were acknowledged");
        }
        if (show(connection, "fsync").equals("off")) {
            LOG.warn("PostgreSQL runs with fsync=off: events may be lost when its machine fails");
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    @Override
    public boolean readsBesideWrites() {
        return true;
    }

    @Override
    public EventInsert insert() {
        return insert;
    }

    @Override
    public EventMarks marks() {
        return EventMarks.ARRAYS;
    }

    /**
     * PostgreSQL would rather collect all that the index names, and sort or join: with it, every
     * event that was dispatched since the last VACUUM.
     */
    @Override
    public void readInOrder(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL enable_bitmapscan = off;"
                    + " SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off;"
                    + " SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off");
        }
    }

    @Override
    public String unlessThere() {
        return " ON CONFLICT DO NOTHING";
    }

    @Override
    public String orElseSet(String key, String... columns) {
        return onConflict(key, columns);
    }

    /** As SQLite has it, too. */
    static String onConflict(String key, String... columns) {
        return " ON CONFLICT (" + key + ") DO UPDATE SET " + Arrays.stream(columns)
                .map(column -> column + " = excluded." + column).collect(Collectors.joining(", "));
    }

    @Override
    public String tokenKeyOfNone() {
        return "'00000000-0000-0000-0000-000000000000'";
    }

    @Override
    public SqlFault fault(SQLException error) {
        return ofState(error.getSQLState());
    }

    static SqlFault ofState(String state) {
        if (state == null || state.length() < 2) {
            return SqlFault.UNAVAILABLE;
        }
        if (DATA_CLASSES.contains(state.substring(0, 2))) {
            return SqlFault.DATA;
        }
        return state.startsWith("40") || state.equals(LOCK_NOT_AVAILABLE)
                ? SqlFault.CONFLICT : SqlFault.UNAVAILABLE;
    }

    @Override
    public String trouble(SQLException error) {
        if (isReadOnly(error)) {
            return SqlFault.READ_ONLY;
        }
        if (NO_RIGHT.equals(error.getSQLState())) {
            return SqlFault.NO_RIGHT;
        }
        return DISK_FULL.equals(error.getSQLState()) ? SqlFault.FULL : null;
    }

    @Override
    public boolean isReadOnly(SQLException error) {
        return READ_ONLY_TRANSACTION.equals(error.getSQLState());
    }

    @Override
    public boolean isTableMissing(SQLException error) {
        return UNDEFINED_TABLE.equals(error.getSQLState());
    }
}
