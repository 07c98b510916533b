package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A SQLite journal that is moved away under a running bundle. */
@Timeout(120)
class MovedJournalTest {

    @Test
    void whatWasAnswered200IsInTheFileThatIsPutBack(@TempDir Path temp) throws Exception {
        Path directory = temp.toRealPath();
        Path file = directory.resolve("journal.db");
        Path elsewhere = directory.resolve("elsewhere.db");
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        try {
            List<String> tokens = new ArrayList<>();
            try (RunningBundle bundle = RunningBundle.start(
                    RunningBundle.sqlite(directory, broker))) {
                broker.stop();
                for (int i = 0; i < 6; i++) {
                    if (i == 3) {
                        Files.move(file, elsewhere);
                    }
                    String token = KoreClient.newToken();
                    if (bundle.client().withToken(token).status() == 200) {
                        tokens.add(token);
                    }
                }
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                        assertThat(health(bundle)).contains("kore-journal", "the journal's file "
                                + file + " was moved or deleted: stop kore-sim, put it back,"
                                + " start again"));
            }
            assertThat(file).as("no new journal at its place").doesNotExist();
            Files.move(elsewhere, file);
            broker.start();
            try (RunningBundle bundle = RunningBundle.start(
                    RunningBundle.sqlite(directory, broker))) {
                assertThat(bundle.client().withToken("last").status()).isEqualTo(200);
                tokens.add("last");
                List<String> received = new ArrayList<>();
                broker.take("kore.sim.active", 4).forEach(message ->
                        received.add(TestBroker.text(message, "KoreIdempotencyToken")));
                assertThat(received).containsExactlyElementsOf(tokens);
            }
        } finally {
            broker.close();
        }
    }

    private static String health(RunningBundle bundle) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:" + bundle.healthPort() + "/observe/health/ready")).build(),
                HttpResponse.BodyHandlers.ofString()).body().replace("\\", "");
    }
}
