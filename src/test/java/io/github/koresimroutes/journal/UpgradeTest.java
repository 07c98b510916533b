package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.SimEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal of the release in which the events and what becomes of them were one table. */
class UpgradeTest {

    private static final JournalSettings SETTINGS =
            new JournalSettings(true, Duration.ofSeconds(20), 100, 10);

    private static final SimEvent WAITS = event("waits");
    private static final SimEvent SENT = event("sent");
    private static final SimEvent FAILS =
            event("HS\u00e9", "t\u00e4\\x00'", "b", "text/plain", Set.of());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void everythingIsThereAfterwards(String database) throws Exception {
        boolean sqlite = database.equals("sqlite");
        String url = sqlite ? TestSqlite.url(folder) : TestPostgres.freshUrl();
        try (HikariDataSource pool = sqlite ? TestSqlite.pool(url) : TestPostgres.pool(url)) {
            earlierRelease(pool, database);
            try (EventJournal journal = EventJournal.open(SETTINGS, pool)) {
                assertThat(log(pool)).containsExactly(
                        "1 received waits HS0ad6 1 0 null null null",
                        "2 dispatched sent HS0ad6 2 1 null 0123456789ab 77",
                        "3 received t\u00e4\\x00' HS\u00e9 1 3 no customer null null");
                assertWhatHappensNext(journal, pool);
            }
        }
    }

    /** Rows by the million take longer than a pool's limits on silence allow. */
    @Test
    void aLongUpgradeIsNotBrokenOff() throws Exception {
        String url = TestPostgres.freshUrl();
        try (HikariDataSource pool = TestPostgres.pool(url);
                HikariDataSource hasty = hasty(url);
                Connection reader = DriverManager.getConnection(url)) {
            earlierRelease(pool, "postgresql");
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.executeQuery("SELECT 1 FROM sim_event").close();
            }
            CompletableFuture<EventJournal> upgrade = CompletableFuture.supplyAsync(() ->
                    EventJournal.open(SETTINGS, hasty));
            CompletableFuture<Void> anyway = upgrade.handle((journal, failure) -> null);
            assertThat(anyway.completeOnTimeout(null, 3, TimeUnit.SECONDS)
                    .thenApply(end -> upgrade.isDone()).join()).isFalse();
            reader.commit();
            upgrade.join().close();

            assertHasty(hasty);
        }
    }

    @Test
    void anUpgradeThatFailsLeavesThePoolAsItWas() throws Exception {
        String url = TestPostgres.freshUrl();
        try (HikariDataSource pool = TestPostgres.pool(url);
                HikariDataSource hasty = hasty(url)) {
            earlierRelease(pool, "postgresql");
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE sim_event_dispatch (taken INT)");
            }
            assertThatThrownBy(() -> EventJournal.open(SETTINGS, hasty))
                    .isInstanceOf(IllegalStateException.class);

            assertHasty(hasty);
        }
    }

    /** With the limits that a bundle's pool sets, but shorter. */
    private static HikariDataSource hasty(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url + "&socketTimeout=1");
        config.setMaximumPoolSize(2);
        config.setConnectionInitSql("SET idle_in_transaction_session_timeout = 500");
        return new HikariDataSource(config);
    }

    private static void assertHasty(HikariDataSource pool) throws SQLException {
        try (Connection one = pool.getConnection();
                Connection other = pool.getConnection()) {
            for (Connection each : List.of(one, other)) {
                try (Statement statement = each.createStatement();
                        ResultSet row = statement.executeQuery(
                                "SHOW idle_in_transaction_session_timeout")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("500ms");
                    assertThat(each.getNetworkTimeout()).isEqualTo(1000);
                }
            }
        }
    }

    private static void assertWhatHappensNext(EventJournal journal, HikariDataSource pool)
            throws SQLException {
        // Its SIM has failed before.
        assertThat(journal.add(event("HS\u00e9", "later", "b", "text/plain", Set.of()))).isTrue();
        for (SimEvent known : List.of(WAITS, SENT, FAILS)) {
            assertThat(journal.add(known)).isFalse();
        }
        assertThat(journal.add(event("waits", "another body"))).isTrue();

        List<JournalEntry> waiting = journal.database().inTransaction(connection ->
                journal.waiting(connection, 0, 1, 10));
        assertThat(waiting).extracting(JournalEntry::token).containsExactly("waits", "waits");
        // The last one before had the id 9, and was removed.
        assertThat(waiting.get(1).id()).isGreaterThan(9);
        assertThat(waiting.get(1).flags()).containsExactly(EventFlag.TOKEN_REUSED);
        assertThat(journal.levels().failing()).isOne();
        List<Suspect> suspects = journal.database().inTransaction(connection ->
                journal.suspects(connection, 0, 1, Duration.ofHours(1)));
        assertThat(suspects).extracting(Suspect::attempts).containsExactly(3);
        assertThat(keysOf(pool)).isEqualTo(5);
    }

    private static int keysOf(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM sim_event"
                        + " JOIN sim_event_dispatch ON event_id = id")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void earlierRelease(HikariDataSource pool, String database)
            throws SQLException {
        Flyway.configure().dataSource(pool).table("kore_schema_history").target("5")
                .locations("classpath:io/github/koresimroutes/journal/schema/" + database)
                .load().migrate();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO kore_journal (id, created_at)"
                    + " VALUES ('00000000-0000-0000-0000-000000000001', 1)");
            insert(connection, WAITS);
            insert(connection, SENT);
            insert(connection, FAILS);
            for (int i = 4; i < 10; i++) {
                insert(connection, event("removed" + i));
            }
            statement.execute("DELETE FROM sim_event WHERE id > 3");
            statement.execute("UPDATE sim_event SET state = 'dispatched', send_number = 2,"
                    + " attempts = 1, route_set = '0123456789ab', dispatched_at = 77 WHERE id = 2");
            statement.execute("UPDATE sim_event SET attempts = 3, last_error = 'no customer',"
                    + " retry_at = 1 WHERE id = 3");
        }
    }

    private static void insert(Connection connection, SimEvent event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO sim_event (kind, account, token, body_hash, sim_sid, received_at, body,"
                        + " bucket) VALUES ('SIM_STATUS', ?, ?, ?, ?, 1, ?, 0)")) {
            insert.setString(1, event.accountSid());
            insert.setString(2, event.token());
            insert.setBytes(3, event.bodyHash());
            insert.setString(4, event.simSid());
            insert.setBytes(5, event.body());
            insert.executeUpdate();
        }
    }

    private static List<String> log(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT id, state, token, sim_sid, send_number, attempts, last_error,
                            route_set,
                            (SELECT dispatched_at FROM sim_event_dispatch WHERE event_id = id)
                        FROM sim_event_log ORDER BY id""")) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                StringBuilder line = new StringBuilder(row.getString(1));
                for (int i = 2; i <= 9; i++) {
                    line.append(' ').append(row.getString(i));
                }
                rows.add(line.toString());
            }
            return rows;
        }
    }
}
