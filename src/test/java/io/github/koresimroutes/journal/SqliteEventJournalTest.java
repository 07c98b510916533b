package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteEventJournalTest extends EventJournalContract {

    @Override
    String freshUrl() {
        return TestSqlite.url(folder);
    }

    @Override
    HikariDataSource pool(String jdbcUrl) {
        return TestSqlite.pool(jdbcUrl);
    }

    @Override
    HikariDataSource emptyPool() {
        return TestSqlite.pool("jdbc:sqlite:" + folder.resolve("empty.db"));
    }

    @Override
    Connection lockOut() throws SQLException {
        Connection connection = DriverManager.getConnection(url, SqliteSettings.asProperties());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE kore_journal SET created_at = created_at");
        }
        return connection;
    }

    @Test
    void idsAreNotGivenAgainWhenAllRowsAreGone() throws SQLException {
        journal.add(event("t1"));
        journal.add(event("t2"));
        long last = waiting().get(1).id();
        execute("DELETE FROM sim_event");

        journal.add(event("t3"));

        assertThat(waiting().get(0).id()).isGreaterThan(last);
    }

    @ParameterizedTest
    @CsvSource({
        "journal_mode, DELETE, journal_mode=delete",
        "synchronous, NORMAL, synchronous=1"})
    void settingsThatMayLoseACommitAreRefused(String property, String value, String message) {
        Properties properties = SqliteSettings.asProperties();
        properties.setProperty(property, value);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + folder.resolve("weak.db"));
        config.setDataSourceProperties(properties);

        try (HikariDataSource weak = new HikariDataSource(config)) {
            assertThatThrownBy(() -> EventJournal.open(SETTINGS, weak))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(message).hasMessageContaining("journal_mode=WAL");
        }
    }

    @Test
    void transactionsThatReadFirstAndWriteLaterDoNotFailEachOther() throws Exception {
        Properties properties = SqliteSettings.asProperties();
        properties.setProperty("transaction_mode", "DEFERRED");
        properties.setProperty("busy_timeout", "60000");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        config.setDataSourceProperties(properties);
        execute("UPDATE kore_journal SET created_at = 0");
        try (HikariDataSource deferred = new HikariDataSource(config)) {
            JournalDatabase database = new JournalDatabase(deferred);
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                calls.add(() -> database.inTransaction(SqliteEventJournalTest::readThenAddOne));
            }
            assertThat(results(calls)).hasSize(40);
        }
        assertThat(number("SELECT created_at FROM kore_journal")).isEqualTo(40);
    }

    private static boolean readThenAddOne(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long before;
            try (ResultSet row = statement.executeQuery("SELECT created_at FROM kore_journal")) {
                before = row.getLong(1);
            }
            return statement.executeUpdate(
                    "UPDATE kore_journal SET created_at = " + (before + 1)) == 1;
        }
    }

    @Test
    void theNextBatchIsReadFromItsIndex() throws SQLException {
        assertThat(text("EXPLAIN QUERY PLAN " + EventTable.waiting(Dialect.SQLITE)
                .replaceFirst("[?]", "4").replaceFirst("[?]", "1").replaceFirst("[?]", "500")))
                .contains("SCAN d USING INDEX sim_event_dispatch_waiting", "SEARCH e USING INTEGER",
                        "sim_event_dispatch_suspect_sim")
                .doesNotContain("TEMP B-TREE");
        assertThat(text("EXPLAIN QUERY PLAN SELECT COUNT(*) FROM sim_event_dispatch WHERE state IN "
                + "('failed', 'discarded') GROUP BY state"))
                .contains("sim_event_dispatch_aside");
    }
}
