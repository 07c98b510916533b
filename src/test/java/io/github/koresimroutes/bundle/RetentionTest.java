package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.journal.TestEvents;
import io.github.koresimroutes.journal.TestMariaDb;
import io.github.koresimroutes.journal.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the route keep-house removes, and what it leaves. */
class RetentionTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql", "mariadb"})
    void whatIsDoneWithAndOldEnoughIsRemovedSliceBySlice(String database) throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        String url = url(database, settings);
        settings.put("kore.journal.url", url);
        settings.put("kore.journal.retention-days", "2");
        settings.put("kore.journal.retention-slice", "2");
        settings.put("kore.journal.retention-interval", "300ms");
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            for (int i = 1; i <= 8; i++) {
                assertThat(bundle.client().withToken("t" + i).status()).isEqualTo(200);
            }
            broker.take("kore.sim.active", 8);
            await().until(() -> tokens(url, "WHERE state = 'dispatched'").size() == 8);

            long now = System.currentTimeMillis();
            update(url, "dispatched_at = " + (now - 3 * DAY), "t1", "t2", "t3", "t4");
            update(url, "state = 'discarded', dispatched_at = " + (now - 3 * DAY), "t5");
            update(url, "dispatched_at = " + (now - DAY), "t6");
            update(url, "state = 'failed', dispatched_at = " + (now - 3 * DAY), "t7");

            await().until(() -> tokens(url, "").size() <= 3);
            assertThat(tokens(url, "ORDER BY token")).containsExactly("t6", "t7", "t8");
        } finally {
            broker.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql", "mariadb"})
    void callbacksAreTakenWhileAHundredThousandEventsAreRemoved(String database) throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        String url = url(database, settings);
        settings.put("kore.journal.url", url);
        settings.put("kore.journal.retention-interval", "2s");
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            inOneTransaction(url, TestEvents.insert(database, 100_000),
                    "UPDATE sim_event_dispatch SET state = 'dispatched', dispatched_at = 1");
            int accepted = 0;
            while (!tokens(url, "WHERE id <= 100000 LIMIT 1").isEmpty()) {
                assertThat(bundle.client().withNewToken().status()).isEqualTo(200);
                accepted++;
            }
            assertThat(accepted).isGreaterThan(3);
            assertThat(broker.take("kore.sim.active", accepted)).hasSize(accepted);
        } finally {
            broker.close();
        }
    }

    private static String url(String database, Map<String, String> sqlite) {
        return switch (database) {
            case "sqlite" -> sqlite.get("kore.journal.url");
            case "mariadb" -> TestMariaDb.freshUrl();
            default -> TestPostgres.freshUrl();
        };
    }

    private static void inOneTransaction(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    private static void update(String url, String set, String... tokens) throws SQLException {
        inOneTransaction(url, "UPDATE sim_event_dispatch SET " + set + " WHERE event_id IN"
                + " (SELECT id FROM sim_event WHERE token IN ('"
                + String.join("', '", tokens) + "'))");
    }

    private static List<String> tokens(String url, String where) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT token FROM sim_event_log " + where)) {
            List<String> tokens = new ArrayList<>();
            while (rows.next()) {
                tokens.add(rows.getString(1));
            }
            return tokens;
        }
    }
}
