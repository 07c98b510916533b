package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whatIsDoneWithAndOldEnoughIsRemovedSliceBySlice(String database) throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        String url = database.equals("sqlite")
                ? settings.get("kore.journal.url") : TestPostgres.freshUrl();
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
            update(url, "SET dispatched_at = " + (now - 3 * DAY)
                    + " WHERE token IN ('t1', 't2', 't3', 't4')");
            update(url, "SET state = 'discarded', dispatched_at = " + (now - 3 * DAY)
                    + " WHERE token = 't5'");
            update(url, "SET dispatched_at = " + (now - DAY) + " WHERE token = 't6'");
            update(url, "SET state = 'failed', dispatched_at = " + (now - 3 * DAY)
                    + " WHERE token = 't7'");

            await().until(() -> tokens(url, "").size() <= 3);
            assertThat(tokens(url, "ORDER BY token")).containsExactly("t6", "t7", "t8");
        } finally {
            broker.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void callbacksAreTakenWhileAHundredThousandEventsAreRemoved(String database) throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        String url = database.equals("sqlite")
                ? settings.get("kore.journal.url") : TestPostgres.freshUrl();
        settings.put("kore.journal.url", url);
        settings.put("kore.journal.retention-interval", "2s");
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            execute(url, "INSERT INTO sim_event (kind, account, token, body_hash, received_at,"
                    + " body, bucket, state, dispatched_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
                    + " SELECT i + 1 FROM n WHERE i < 100000) SELECT 'JSON', '', 'old' || i, "
                    + (database.equals("sqlite") ? "x'00', 0, x'00'" : "'\\x00', 0, '\\x00'")
                    + ", 0, 'dispatched', 1 FROM n");
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

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void update(String url, String set) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE sim_event " + set);
        }
    }

    private static List<String> tokens(String url, String where) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT token FROM sim_event " + where)) {
            List<String> tokens = new ArrayList<>();
            while (rows.next()) {
                tokens.add(rows.getString(1));
            }
            return tokens;
        }
    }
}
