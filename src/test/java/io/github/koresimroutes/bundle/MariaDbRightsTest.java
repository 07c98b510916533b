package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.journal.TestMariaDb;
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

/** The rights that the documents give are enough. */
@Timeout(120)
class MariaDbRightsTest {

    private static final Pattern GRANTS = Pattern.compile("(?s)mariadb -e '(GRANT.*?)'");

    @Test
    void whatTheDocumentsGrantIsEnough(@TempDir Path directory) throws Exception {
        String url = TestMariaDb.freshUrl();
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = new HashMap<>(Map.of(
                "kore.journal.url", url, "kore.broker.url", broker.url()));
        try (Connection owner = DriverManager.getConnection(url);
                Statement statement = owner.createStatement()) {
            RunningBundle.start(settings).close();
            statement.execute("CREATE OR REPLACE USER kore_sim");
            Matcher grants = GRANTS.matcher(
                    Files.readString(Path.of("docs/go-to-production.md")));
            assertThat(grants.find()).isTrue();
            statement.execute(grants.group(1).replace("kore_sim.*", owner.getCatalog() + ".*"));
            settings.put("kore.journal.url", url.replaceFirst("[?].*", ""));
            settings.put("kore.journal.user", "kore_sim");
            settings.put("kore.journal.migrate", "false");
            try (RunningBundle bundle = RunningBundle.start(settings)) {
                assertThat(bundle.client().status()).isEqualTo(200);
                broker.takeOne("kore.sim.active");
                assertThat(bundle.client().withSecret("wrong").status()).isEqualTo(401);
                await().untilAsserted(() -> assertThat(bundle.metrics())
                        .contains("kore_quarantine{kind=\"likely\"} 1.0"));
                assertThat(bundle.health()).contains("\"UP\"").doesNotContain("DOWN");
            }
        } finally {
            broker.close();
        }
    }
}
