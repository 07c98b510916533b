package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.journal.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rights that the documents give are enough, and a missing one is named. */
@Timeout(120)
class PostgresRightsTest {

    private static final Pattern GRANTS = Pattern.compile("(?s)psql -d kore_sim -c '(GRANT.*?)'");

    @Test
    void whatTheDocumentsGrantIsEnough(@TempDir Path directory) throws Exception {
        String url = TestPostgres.freshUrl();
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = new HashMap<>(Map.of(
                "kore.journal.url", url, "kore.broker.url", broker.url()));
        try (Connection owner = DriverManager.getConnection(url);
                Statement statement = owner.createStatement()) {
            RunningBundle.start(settings).close();
            statement.execute("DROP ROLE IF EXISTS kore_sim");
            statement.execute("CREATE ROLE kore_sim LOGIN");
            Matcher grants = GRANTS.matcher(
                    Files.readString(Path.of("docs/go-to-production.md")));
            assertThat(grants.find()).isTrue();
            statement.execute(grants.group(1));
            settings.put("kore.journal.url", url.replace("user=postgres", "user=kore_sim"));
            settings.put("kore.journal.migrate", "false");
            try (RunningBundle bundle = RunningBundle.start(settings)) {
                assertThat(bundle.client().status()).isEqualTo(200);
                broker.takeOne("kore.sim.active");
                assertThat(bundle.client().withSecret("wrong").status()).isEqualTo(401);
                await().untilAsserted(() -> assertThat(bundle.metrics())
                        .contains("kore_quarantine{kind=\"likely\"} 1.0"));
                assertThat(bundle.health()).contains("\"UP\"").doesNotContain("DOWN");

                statement.execute("REVOKE ALL ON kore_quarantine FROM kore_sim");
                await().untilAsserted(() -> assertThat(bundle.wholeHealth())
                        .doesNotContain("DOWN").contains("quarantine.trouble", "lacks a right"));
                statement.execute("REVOKE INSERT ON sim_event FROM kore_sim");
                assertThat(bundle.client().withNewToken().status()).isEqualTo(503);
                await().untilAsserted(() -> assertThat(bundle.wholeHealth())
                        .contains("DOWN", "lacks a right"));
            } finally {
                statement.execute("DROP OWNED BY kore_sim");
            }
        } finally {
            broker.close();
        }
    }
}
