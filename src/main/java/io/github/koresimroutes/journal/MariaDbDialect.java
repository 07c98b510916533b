package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * MariaDB with InnoDB. An error is told by its code: many have the SQLState of all that have none.
 * A statement that fails is undone by itself, and its transaction stays.
 */
final class MariaDbDialect implements Dialect {

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int CHANGED_SINCE_READ = 1020;
    private static final Set<Integer> CONFLICT =
            Set.of(LOCK_WAIT_TIMEOUT, DEADLOCK, CHANGED_SINCE_READ);

    /** NULL, duplicate, CHECK, out of range, too long, another type or character set. */
    private static final Set<Integer> DATA =
            Set.of(1048, 1062, 1264, 1265, 1292, 1364, 1366, 1406, 4025);

    /** {@code read_only}, {@code innodb_read_only}, a transaction that only reads. */
    private static final Set<Integer> READ_ONLY = Set.of(1290, 1836, 1792);
    private static final Set<Integer> FULL = Set.of(1021, 1114);
    private static final Set<Integer> NO_RIGHT = Set.of(1044, 1142, 1143, 1227, 1370, 1449);
    private static final int NO_SUCH_TABLE = 1146;
    private static final int PACKET_TOO_LARGE = 1153;

    private static final int LIMIT_SECONDS = 5;

    private final EventInsert insert = new ListInsert(this::settle);

    @Override
    public String product() {
        return "MariaDB";
    }

    @Override
    public String folder() {
        return "mariadb";
    }

    @Override
    public int schemaVersion() {
        return 6;
    }

    @Override
    public String migrationLibrary() {
        return "flyway-mysql";
    }

    @Override
    public boolean repeatsFiles() {
        return true;
    }

    @Override
    public void check(Connection connection) throws SQLException {
        MariaDbSettings.check(connection);
    }

    /**
     * InnoDB shows a commit to others before it is on disk. The commit of this change puts all on
     * disk that was committed before it.
     */
    @Override
    public void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(LIMIT_SECONDS);
            if (statement.executeUpdate("UPDATE kore_barrier SET passed = passed + 1") != 1) {
                throw new SQLException("kore_barrier has no row");
            }
        }
    }

    /** It could, and no crash test has tried it. */
    @Override
    public boolean readsBesideWrites() {
        return false;
    }

    @Override
    public EventInsert insert() {
        return insert;
    }

    @Override
    public EventMarks marks() {
        return EventMarks.LISTS;
    }

    @Override
    public String by(String index) {
        return " FORCE INDEX (" + index + ")";
    }

    @Override
    public String join() {
        return "STRAIGHT_JOIN";
    }

    /** Not IGNORE: that would make warnings of all errors. */
    @Override
    public String unlessThere() {
        return " ON DUPLICATE KEY UPDATE singleton = kore_journal.singleton";
    }

    @Override
    public String orElseSet(String key, String... columns) {
        return " ON DUPLICATE KEY UPDATE " + Arrays.stream(columns)
                .map(column -> column + " = VALUES(" + column + ")")
                .collect(Collectors.joining(", "));
    }

    @Override
    public String tokenKeyOfNone() {
        return "X'00000000000000000000000000000000'";
    }

    @Override
    public SqlFault fault(SQLException error) {
        if (error instanceof SQLDataException) {
            // Of this code, and not of the driver.
            return SqlFault.DATA;
        }
        if (CONFLICT.contains(error.getErrorCode())) {
            return SqlFault.CONFLICT;
        }
        return DATA.contains(error.getErrorCode()) ? SqlFault.DATA
                : PostgresqlDialect.ofState(error.getSQLState());
    }

    @Override
    public String trouble(SQLException error) {
        if (isReadOnly(error)) {
            return SqlFault.READ_ONLY;
        }
        if (FULL.contains(error.getErrorCode())) {
            return SqlFault.FULL;
        }
        if (error.getErrorCode() == PACKET_TOO_LARGE) {
            return "the journal's database takes no statement of this size: see"
                    + " max_allowed_packet";
        }
        return NO_RIGHT.contains(error.getErrorCode()) ? SqlFault.NO_RIGHT : null;
    }

    @Override
    public boolean isReadOnly(SQLException error) {
        return READ_ONLY.contains(error.getErrorCode());
    }

    @Override
    public boolean isTableMissing(SQLException error) {
        return error.getErrorCode() == NO_SUCH_TABLE;
    }
}
