package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MariaDbEventJournalTest extends EventJournalContract {

    @Override
    String freshUrl() {
        return TestMariaDb.freshUrl();
    }

    @Override
    HikariDataSource pool(String jdbcUrl) {
        return TestMariaDb.pool(jdbcUrl);
    }

    @Override
    HikariDataSource emptyPool() {
        return TestMariaDb.pool(TestMariaDb.freshUrl());
    }

    @Override
    Connection lockOut() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLES sim_event READ");
        }
        // Only what begins a transaction would end the lock.
        return connection;
    }

    @Test
    void twoInstancesStoreEachEventOnceWhateverTheOrderTheyMeetIn() throws Exception {
        try (HikariDataSource second = pool(url);
                EventJournal other = EventJournal.open(SETTINGS, second)) {
            assertThat(other.id()).isEqualTo(journal.id());
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int number = i;
                calls.add(() -> journal.add(event("t" + number)));
                calls.add(() -> other.add(event("t" + (399 - number))));
            }
            assertThat(results(calls).stream().filter(isNew -> isNew)).hasSize(400);
            assertThat(tokens()).hasSize(400).doesNotHaveDuplicates();
        }
    }

    /** The look did not see it, the unique key does, and the next try sees it. */
    @Test
    void anEventThatAnotherInstanceStoresBetweenTheLookAndTheStatementIsADuplicate()
            throws Exception {
        try (Connection other = DriverManager.getConnection(url)) {
            other.setAutoCommit(false);
            new EventTable(Dialect.MARIADB, Duration.ofSeconds(9))
                    .insert(other, List.of(event("t1")));
            Callable<Boolean> twin = () -> journal.add(event("t1"));
            Thread committing = new Thread(() -> {
                try {
                    // Until it waits for the lock.
                    while (number("SELECT COUNT(*) FROM information_schema.innodb_lock_waits")
                            == 0) {
                        // Its rows are read anew only after 100 ms in which nobody asked.
                        Thread.sleep(300);
                    }
                    other.commit();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            committing.start();

            assertThat(results(List.of(twin))).containsExactly(false);
            committing.join();
        }
        assertThat(tokens()).containsExactly("t1");
    }

    @Test
    void manyLargeEventsAreStoredInOrderAndAllOrNone() throws SQLException {
        String body = "SimStatus=active&Note=" + "x".repeat(60_000);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tokens.add("t" + i);
        }
        inTransaction(connection -> assertThat(
                new EventTable(Dialect.MARIADB, Duration.ofSeconds(9)).insert(connection,
                        tokens.stream().map(token -> event(token, body + token)).toList()))
                .containsOnly(true));

        assertThat(tokens()).isEqualTo(tokens);
    }

    @Test
    void whatACallerIsToldOfAFailureQuotesNothingOfTheEvent() throws Exception {
        BatchWriter writer = new BatchWriter(journal.database(),
                new EventTable(Dialect.MARIADB, Duration.ofSeconds(1)), Duration.ofSeconds(1));
        PendingEvent pending = new PendingEvent(event("secret"), Duration.ofSeconds(60));
        try (Connection lock = lockOut()) {
            assertThat(writer.write(List.of(pending))).isFalse();
        }

        assertThatThrownBy(() -> {
            pending.answer();
            pending.stored().get();
        })
                .hasStackTraceContaining("70100")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("secret", "AC1"));
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aDatabaseThatFallsSilentBreaksTheTransactionAndNotTheJournal() {
        JournalDatabase database = journal.database();

        assertThatThrownBy(() -> database.inTransaction(Duration.ofMillis(300), connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("DO SLEEP(100)");
            }
        })).isInstanceOfSatisfying(SQLException.class, e ->
                assertThat(SqlFault.of(e, Dialect.MARIADB)).isEqualTo(SqlFault.UNAVAILABLE));

        assertThat(journal.add(event("t1"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "innodb_flush_log_at_trx_commit, 2, 1, innodb_flush_log_at_trx_commit=1",
        "innodb_flush_log_at_trx_commit, 0, 1, innodb_flush_log_at_trx_commit=1",
        "sync_binlog, 0, 1, sync_binlog=1",
        "binlog_format, STATEMENT, MIXED, binlog_format=ROW",
        "max_allowed_packet, 1048576, 16777216, max_allowed_packet"})
    void aServerThatMayLoseOrRefuseEventsIsRefused(
            String name, String wrong, String right, String message) throws SQLException {
        String weak = TestMariaDb.freshUrl();
        execute("SET GLOBAL " + name + " = " + wrong);
        try (HikariDataSource forgetful = pool(weak)) {
            assertThatThrownBy(() -> EventJournal.open(SETTINGS, forgetful))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining(message);
        } finally {
            execute("SET GLOBAL " + name + " = " + right);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sessionVariables=sql_mode='NO_ENGINE_SUBSTITUTION', STRICT_TRANS_TABLES",
        "useAffectedRows=true, useAffectedRows"})
    void aConnectionThatHidesWhatHappensIsRefused(String parameter, String message) {
        try (HikariDataSource odd = pool(TestMariaDb.freshUrl() + "&" + parameter)) {
            assertThatThrownBy(() -> EventJournal.open(SETTINGS, odd))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining(message);
        }
    }

    @Test
    void transactionsAreReadCommittedWhateverTheConnectionHas() throws SQLException {
        assertThat(text("SELECT @@tx_isolation")).isEqualTo("READ-COMMITTED\n");
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getTransactionIsolation())
                    .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
        }
    }

    @Test
    void theNextBatchIsReadFromItsIndex() throws SQLException {
        execute(TestEvents.insert("mariadb", 20_000));
        execute("UPDATE sim_event_dispatch SET state = 'dispatched' WHERE event_id % 1000 <> 0");
        execute("ANALYZE TABLE sim_event, sim_event_dispatch");

        assertThat(text("EXPLAIN FORMAT=JSON " + EventTable.waiting(Dialect.MARIADB)
                .replaceFirst("[?]", "4").replaceFirst("[?]", "1").replaceFirst("[?]", "500")))
                .contains("sim_event_dispatch_waiting", "sim_event_dispatch_suspect_sim")
                .doesNotContain("filesort", "\"access_type\": \"ALL\"",
                        "\"access_type\": \"index\"");
        assertThat(rowsRead(EventTable.waiting(Dialect.MARIADB)
                .replaceFirst("[?]", "1").replaceFirst("[?]", "0").replaceFirst("[?]", "500")))
                .isLessThan(200);
    }

    /** How many rows a query has the storage engine read. */
    private long rowsRead(String sql) throws SQLException {
        long[] read = new long[1];
        inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("FLUSH STATUS");
                statement.executeQuery(sql).close();
                try (ResultSet row = statement.executeQuery(
                        "SHOW SESSION STATUS LIKE 'Handler_read%'")) {
                    while (row.next()) {
                        read[0] += row.getLong(2);
                    }
                }
            }
        });
        return read[0];
    }

    /** As after a restore of single tables. */
    @Test
    void aJournalWhoseEventsWouldNeverBeSentIsRefused() throws SQLException {
        execute("DROP TRIGGER sim_event_stored");

        assertThatThrownBy(() -> journal.check())
                .isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("sim_event_stored");
        assertThatThrownBy(() -> EventJournal.open(SETTINGS, faulty))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sim_event_stored");
    }

    /** DDL commits by itself: what was made before the failure is there. */
    @Test
    void aSchemaThatWasBrokenOffIsMadeByTheNextStart() throws SQLException {
        try (HikariDataSource empty = emptyPool()) {
            try (Connection connection = empty.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kore_clock (now_ms BIGINT)");
                assertThatThrownBy(() -> EventJournal.open(SETTINGS, empty))
                        .isInstanceOf(IllegalStateException.class);
                statement.execute("DROP TABLE kore_clock");
            }

            try (EventJournal mended = EventJournal.open(SETTINGS, empty)) {
                assertThat(mended.add(event("t1"))).isTrue();
            }
        }
    }

    @Test
    void aReadOnlyDatabaseIsSaidToBeOne() throws SQLException {
        SQLException readOnly = new SQLException("--read-only", "HY000", 1290);

        assertThat(SqlFault.describe(readOnly, Dialect.MARIADB)).contains("read-only");
        assertThat(Set.of(1205, 1213, 1020)).allSatisfy(code -> assertThat(SqlFault.of(
                new SQLException("conflict", "HY000", code), Dialect.MARIADB))
                .isEqualTo(SqlFault.CONFLICT));
    }
}
