package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import javax.sql.DataSource;

/** SQLite. Its driver gives no SQLState; its error codes hold the primary code in the low byte. */
final class SqliteDialect implements Dialect {

    private static final int ERROR = 1;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final Set<Integer> CONFLICT = Set.of(BUSY, LOCKED);
    private static final Set<Integer> DATA = Set.of(18, 19, 20);

    private final EventInsert insert = new RowInsert();

    @Override
    public String product() {
        return "SQLite";
    }

    @Override
    public String folder() {
        return "sqlite";
    }

    @Override
    public int schemaVersion() {
        return 7;
    }

    @Override
    public String migrationLibrary() {
        return null;
    }

    @Override
    public void prepare(JournalDatabase database) throws SQLException {
        SqliteSpace.prepare(database);
    }

    @Override
    public DataSource forMigration(DataSource pool) {
        return SqliteKeys.of(pool);
    }

    @Override
    public void check(Connection connection) throws SQLException {
        SqliteSettings.check(connection);
    }

    @Override
    public SqliteFile file(Connection connection) throws SQLException {
        return SqliteFile.of(connection);
    }

    @Override
    public boolean isServer() {
        return false;
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        SqliteTransaction.begin(connection);
    }

    @Override
    public void rollBack(Connection connection) throws SQLException {
        SqliteTransaction.rollBack(connection);
    }

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
        return EventMarks.ROWS;
    }

    @Override
    public String unlessThere() {
        return " ON CONFLICT DO NOTHING";
    }

    @Override
    public String orElseSet(String key, String... columns) {
        return PostgresqlDialect.onConflict(key, columns);
    }

    @Override
    public String tokenKeyOfNone() {
        return "zeroblob(16)";
    }

    @Override
    public SqlFault fault(SQLException error) {
        if (error instanceof SQLDataException) {
            // Of this code, and not of the driver.
            return PostgresqlDialect.ofState(error.getSQLState());
        }
        int primary = primary(error);
        if (DATA.contains(primary)) {
            return SqlFault.DATA;
        }
        return CONFLICT.contains(primary) ? SqlFault.CONFLICT : SqlFault.UNAVAILABLE;
    }

    @Override
    public String trouble(SQLException error) {
        if (error instanceof SQLTransientConnectionException) {
            // The pool's one connection is in use, mostly by a writer that waits for the lock.
            return "the journal's file is busy: another process may have locked it";
        }
        return switch (primary(error)) {
            case BUSY -> "the journal's file is locked by another process";
            case READONLY -> SqlFault.READ_ONLY;
            case IOERR, CANTOPEN -> "the journal's file cannot be written";
            case FULL -> SqlFault.FULL;
            default -> null;
        };
    }

    @Override
    public boolean isReadOnly(SQLException error) {
        return primary(error) == READONLY;
    }

    @Override
    public boolean isTableMissing(SQLException error) {
        return error.getErrorCode() == ERROR && error.getMessage().contains("no such table");
    }

    @Override
    public void releaseSpace(JournalDatabase database) throws SQLException {
        SqliteSpace.release(database);
    }

    private static int primary(SQLException error) {
        return error.getErrorCode() & 0xff;
    }
}
