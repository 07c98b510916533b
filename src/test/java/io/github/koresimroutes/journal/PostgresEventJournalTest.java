package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class PostgresEventJournalTest extends EventJournalContract {

    @Override
    String freshUrl() {
        return TestPostgres.freshUrl();
    }

    @Override
    HikariDataSource pool(String jdbcUrl) {
        return TestPostgres.pool(jdbcUrl);
    }

    @Override
    HikariDataSource emptyPool() {
        return TestPostgres.pool(TestPostgres.freshUrl());
    }

    @Override
    Connection lockOut() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE sim_event IN EXCLUSIVE MODE");
        }
        return connection;
    }

    @Test
    void aDatabaseThatIsDownRefusesEventsAndIsUsedAgainOnceItIsBack() throws Exception {
        Path data = folder.resolve("postgres");
        EmbeddedPostgres server = server(data, 0);
        int port = server.getPort();
        JournalSettings settings = new JournalSettings(true, Duration.ofSeconds(5), 100, 10);
        try (HikariDataSource own = TestPostgres.pool(server.getJdbcUrl("postgres", "postgres"));
                EventJournal stopped = EventJournal.open(settings, own)) {
            stopped.add(event("t1"));
            server.close();
            assertThatThrownBy(() -> stopped.add(event("t2")))
                    .isInstanceOf(JournalUnavailableException.class);

            server = server(data, port);

            await().ignoreExceptions().until(() -> {
                stopped.add(event("t3"));
                return true;
            });
            assertThat(stopped.add(event("t1"))).isFalse();
        } finally {
            server.close();
        }
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

    @Test
    void aDriverThatJoinsRowsStillTellsNewFromKnown() throws Exception {
        try (HikariDataSource joining = pool(url + "&reWriteBatchedInserts=true");
                EventJournal other = EventJournal.open(SETTINGS, joining)) {
            journal.add(event("t0"));
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                int number = i;
                calls.add(() -> other.add(event("t" + number / 2)));
            }
            assertThat(results(calls).stream().filter(isNew -> isNew)).hasSize(149);
            assertThat(tokens()).hasSize(150);
        }
    }

    @Test
    void whatACallerIsToldOfAFailureQuotesNothingOfTheEvent() throws Exception {
        BatchWriter writer = new BatchWriter(journal.database(),
                new EventTable(Dialect.POSTGRESQL, Duration.ofSeconds(1)), Duration.ofSeconds(1));
        PendingEvent pending = new PendingEvent(event("secret"), Duration.ofSeconds(60));
        try (Connection lock = lockOut()) {
            assertThat(writer.write(List.of(pending))).isFalse();
            lock.rollback();
        }

        assertThatThrownBy(() -> {
            pending.answer();
            pending.stored().get();
        })
                .hasStackTraceContaining("57014")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("secret", "AC1"));
    }

    @Test
    void aDatabaseThatFallsSilentBreaksTheTransactionAndNotTheJournal() {
        JournalDatabase database = journal.database();

        assertThatThrownBy(() -> database.inTransaction(Duration.ofMillis(300), connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("SELECT pg_sleep(100)");
            }
        })).isInstanceOfSatisfying(SQLException.class, e ->
                assertThat(SqlFault.of(e, Dialect.POSTGRESQL)).isEqualTo(SqlFault.UNAVAILABLE));

        assertThat(journal.add(event("t1"))).isTrue();
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aPostgresThatForgetsCommitsIsRefused() throws SQLException {
        String weak = TestPostgres.freshUrl();
        try (HikariDataSource forgetful = TestPostgres.pool(
                weak + "&options=-c%20synchronous_commit=off")) {
            assertThatThrownBy(() -> EventJournal.open(SETTINGS, forgetful))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("synchronous_commit");
        }
    }

    @Test
    void theNextBatchIsReadFromItsIndex() throws SQLException {
        execute("""
                INSERT INTO sim_event (kind, account, token, body_hash, token_key, body_key,
                    received_at, body, bucket)
                SELECT 'JSON', 'AC1', 't' || n, '\\x00', gen_random_uuid(), n, 1, '\\x00', n % 1024
                FROM generate_series(1, 20000) n""");
        execute("UPDATE sim_event_dispatch SET state = 'dispatched' WHERE event_id % 1000 <> 0");
        execute("ANALYZE");

        inTransaction(connection -> {
            Dialect.POSTGRESQL.readInOrder(connection);
            assertThat(plan(connection, "EXPLAIN " + EventTable.waiting(Dialect.POSTGRESQL)
                    .replaceFirst("[?]", "4").replaceFirst("[?]", "1").replaceFirst("[?]", "500")))
                    .contains("sim_event_dispatch_waiting", "sim_event_dispatch_suspect_sim",
                            "sim_event_pkey")
                    .doesNotContain("Sort", "Hash", "Seq Scan");
        });
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            StringBuilder plan = new StringBuilder();
            while (row.next()) {
                plan.append(row.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }

    /** As after a restore of single tables. */
    @Test
    void aJournalWhoseEventsWouldNeverBeSentIsRefused() throws SQLException {
        execute("ALTER TABLE sim_event DISABLE TRIGGER sim_event_stored");

        assertThatThrownBy(() -> journal.check())
                .isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("sim_event_stored");
        assertThatThrownBy(() -> EventJournal.open(SETTINGS, faulty))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sim_event_stored");
    }

    private static EmbeddedPostgres server(Path data, int port) throws IOException {
        EmbeddedPostgres.Builder builder = TestPostgres.builder()
                .setDataDirectory(data).setCleanDataDirectory(false);
        return port == 0 ? builder.start() : builder.setPort(port).start();
    }
}
