package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.journal.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of the journal at the start: which one it is, and whether it was there. */
@Timeout(120)
class JournalStartLogTest {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @Test
    void aNewJournalIsToldFromOneThatWasThere(@TempDir Path directory) throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("journal.db");
        try (BundleProcess bundle = new BundleProcess(directory, Map.of(
                "kore.journal.url", url, "kore.broker.url", "tcp://127.0.0.1:1"))) {
            bundle.start();
            assertThat(bundle.client().status()).isEqualTo(200);
            assertThat(bundle.client().withNewToken().status()).isEqualTo(200);
            bundle.stop(Duration.ofSeconds(40));
            bundle.start();
            bundle.stop(Duration.ofSeconds(40));

            List<String> lines = bundle.log().lines()
                    .filter(line -> line.contains(url)).toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0)).containsPattern("INFO  EventJournal - made a new journal "
                    + url + " \\(id " + UUID + "\\); was there one already\\? Then stop, and look"
                    + " at kore\\.journal\\.url$");
            assertThat(lines.get(1)).containsPattern("INFO  EventJournal - journal " + url
                    + " \\(id " + UUID + "\\): 2 events wait$");
        }
    }

    @Test
    void neitherUserNorPasswordNorParametersAreLogged(@TempDir Path directory) throws Exception {
        String url = TestPostgres.freshUrl().replaceFirst("\\?.*", "");
        try (BundleProcess bundle = new BundleProcess(directory, Map.of("kore.journal.url",
                url + "?user=postgres&password=hidden&ApplicationName=hidden",
                "kore.broker.url", "tcp://127.0.0.1:1"))) {
            bundle.start();

            assertThat(bundle.log()).contains("made a new journal " + url + " (id ")
                    .doesNotContain("hidden");
        }
    }
}
