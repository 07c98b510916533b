package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statement of the route keep-house, taken from its file. */
@Timeout(120)
class RetentionStatementTest {

    private static final JournalSettings SETTINGS =
            new JournalSettings(true, Duration.ofSeconds(20), 100, 10);

    @TempDir
    private Path folder;

    /** The replay holds the row's lock, and the statement has found the row already. */
    @Test
    void anEventThatIsSentAgainMeanwhileIsNotRemoved() throws Exception {
        String url = TestPostgres.freshUrl();
        try (HikariDataSource pool = TestPostgres.pool(url);
                EventJournal journal = EventJournal.open(SETTINGS, pool);
                Connection replay = DriverManager.getConnection(url)) {
            journal.add(event("t1"));
            journal.add(event("t2"));
            execute(pool, "UPDATE sim_event_dispatch SET state = 'dispatched', dispatched_at = 1");
            long id = number(pool, "SELECT id FROM sim_event WHERE token = 't1'");
            replay.setAutoCommit(false);
            try (Statement statement = replay.createStatement()) {
                statement.executeUpdate("UPDATE sim_event_dispatch SET state = 'received',"
                        + " send_number = 2 WHERE event_id = " + id);
            }

            CompletableFuture<Void> removed = CompletableFuture.runAsync(() ->
                    execute(pool, statement(10)));
            await().until(() -> number(pool, "SELECT COUNT(*) FROM pg_stat_activity"
                    + " WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE%'") == 1);
            replay.commit();
            removed.join();

            assertThat(number(pool, "SELECT COALESCE(MAX(id), 0) FROM sim_event")).isEqualTo(id);
            assertThat(number(pool, "SELECT COUNT(*) FROM sim_event_log WHERE state = 'received'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whatIsRemovedIsFoundByItsIndex(String database) throws Exception {
        boolean sqlite = database.equals("sqlite");
        String url = sqlite ? TestSqlite.url(folder) : TestPostgres.freshUrl();
        try (HikariDataSource pool = sqlite ? TestSqlite.pool(url) : TestPostgres.pool(url);
                EventJournal journal = EventJournal.open(SETTINGS, pool)) {
            // Half of them are old enough, and a few are neither dispatched nor discarded.
            execute(pool, TestEvents.insert(database, 20_000));
            execute(pool, "UPDATE sim_event_dispatch SET state = CASE event_id % 100"
                    + " WHEN 0 THEN 'failed' WHEN 1 THEN 'discarded' ELSE 'dispatched' END,"
                    + " dispatched_at = (SELECT now_ms FROM kore_clock) * (event_id % 2)");
            execute(pool, "ANALYZE");

            String plan = plan(pool, (sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + statement(100));

            assertThat(plan).contains("sim_event_dispatch_retention").doesNotContain("Seq Scan")
                    .doesNotContain("SCAN sim_event").doesNotContain("TEMP B-TREE");
            assertThat(journal.queued()).isZero();
        }
    }

    /** Those that wait have no time, and come first in the index. */
    @Test
    void onMariaDbLittleMoreThanTheSliceIsRead() throws Exception {
        try (HikariDataSource pool = TestMariaDb.pool(TestMariaDb.freshUrl());
                EventJournal journal = EventJournal.open(SETTINGS, pool);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            execute(pool, TestEvents.insert("mariadb", 20_000));
            execute(pool, "UPDATE sim_event_dispatch SET state = 'dispatched', dispatched_at = 1"
                    + " WHERE event_id % 3 <> 0");
            statement.execute("FLUSH STATUS");
            assertThat(statement.executeUpdate(statement(100))).isEqualTo(100);
            long read = 0;
            try (ResultSet row = statement.executeQuery(
                    "SHOW SESSION STATUS LIKE 'Handler_read%'")) {
                while (row.next()) {
                    read += row.getLong(2);
                }
            }
            assertThat(read).isLessThan(1_000);
            assertThat(number(pool, "SELECT COUNT(*) FROM sim_event")).isEqualTo(19_900);
            assertThat(journal.queued()).isZero();
        }
    }

    /** As Camel makes it of the file. */
    private static String statement(int slice) {
        try {
            String file = Files.readString(Path.of("routes/keep-house.camel.yaml"));
            Matcher block = Pattern.compile("expression: >-\\R((?: {30}.*\\R)+)").matcher(file);
            assertThat(block.find()).isTrue();
            return block.group(1).replaceAll("\\s+", " ").strip()
                    .replace("{{kore.journal.retention-days}}", "30")
                    .replace("{{kore.journal.retention-slice}}", Integer.toString(slice));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String plan(DataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            StringBuilder plan = new StringBuilder();
            int column = row.getMetaData().getColumnCount();
            while (row.next()) {
                plan.append(row.getString(column)).append(System.lineSeparator());
            }
            return plan.toString();
        }
    }

    private static long number(DataSource pool, String sql) throws SQLException {
        return Long.parseLong(plan(pool, sql).strip());
    }

    private static void execute(DataSource pool, String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
