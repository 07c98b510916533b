package io.github.koresimroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction that could not begin or end leaves a connection that still has transactions. */
class SqliteTransactionTest {

    @TempDir
    private Path folder;
    private String url;
    private HikariDataSource pool;
    private JournalDatabase database;

    @BeforeEach
    void open() throws SQLException {
        url = TestSqlite.url(folder);
        Properties properties = SqliteSettings.asProperties();
        properties.setProperty("busy_timeout", "50");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        config.setDataSourceProperties(properties);
        pool = new HikariDataSource(config);
        database = new JournalDatabase(pool);
        JournalSchema.migrate(database);
        JournalIdentity.readOrCreate(database);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void afterALockThatLastedTooLong() throws SQLException {
        try (Connection other = DriverManager.getConnection(url)) {
            execute(other, "BEGIN IMMEDIATE");
            assertThatThrownBy(() -> change(1, false)).hasMessageContaining("BUSY");
            execute(other, "COMMIT");
        }
        assertStillHasTransactions();
    }

    @Test
    void afterARollbackThatSqliteDidByItself() throws SQLException {
        assertThatThrownBy(() -> database.inTransaction(connection -> {
            execute(connection, "ROLLBACK");
            throw new SQLException("the disk is full");
        })).hasMessage("the disk is full");
        assertStillHasTransactions();
    }

    private void assertStillHasTransactions() throws SQLException {
        assertThatThrownBy(() -> change(7, true)).hasMessage("stop");
        assertThat(change(8, false)).as("the 7 was rolled back").isNotEqualTo(7);
        assertThat(change(9, false)).isEqualTo(8);
    }

    /** Gives the value before. */
    private long change(long to, boolean thenFail) throws SQLException {
        return database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT created_at FROM kore_journal")) {
                long before = row.getLong(1);
                execute(connection, "UPDATE kore_journal SET created_at = " + to);
                if (thenFail) {
                    throw new SQLException("stop");
                }
                return before;
            }
        });
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
