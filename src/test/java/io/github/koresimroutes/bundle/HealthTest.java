package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.journal.TestPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is told what: a platform takes a process out of service only where that helps. */
@Timeout(120)
class HealthTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void aBrokerThatIsDownIsSaidAndTakesNothingOutOfService(@TempDir Path directory)
            throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        try (RunningBundle bundle = RunningBundle.start(
                RunningBundle.sqlite(directory, broker))) {
            await().until(() -> health(bundle, "").statusCode() == 200);
            broker.stop();

            await().atMost(Duration.ofSeconds(30)).until(
                    () -> health(bundle, "").statusCode() == 503);
            assertThat(health(bundle, "").body()).contains("kore-broker",
                    "the broker does not answer; events wait in the journal");
            assertThat(health(bundle, "/ready").statusCode()).isEqualTo(200);
            assertThat(health(bundle, "/live").statusCode()).isEqualTo(200);
            assertThat(bundle.client().status()).isEqualTo(200);

            broker.start();
            await().atMost(Duration.ofSeconds(30)).until(
                    () -> health(bundle, "").statusCode() == 200);
        } finally {
            broker.close();
        }
    }

    @Test
    void withoutItsDatabaseTheProcessIsNotReadyAndStillAlive(@TempDir Path directory)
            throws Exception {
        String url = TestPostgres.freshUrl();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        try (TestLink link = new TestLink(port); RunningBundle bundle = RunningBundle.start(Map.of(
                "kore.journal.url", url.replace(":" + port, ":" + link.port()),
                "kore.broker.url", broker.url()))) {
            await().until(() -> health(bundle, "/ready").statusCode() == 200);
            link.silent();
            broker.stop();

            await().atMost(Duration.ofSeconds(30)).until(
                    () -> health(bundle, "/ready").statusCode() == 503);
            long start = System.nanoTime();
            assertThat(health(bundle, "/ready").body()).contains("kore-journal",
                    "the journal's database").doesNotContain("kore-broker");
            assertThat(health(bundle, "/live").statusCode()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(30)).until(() ->
                    health(bundle, "").body().contains("kore-broker"));
            assertThat(health(bundle, "").body()).contains("kore-journal", "kore-dispatch");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("nobody waits for the database").isLessThan(Duration.ofSeconds(40));

            link.well();
            broker.start();
            await().atMost(Duration.ofSeconds(60)).until(
                    () -> health(bundle, "").statusCode() == 200);
        } finally {
            broker.close();
        }
    }

    static HttpResponse<String> health(RunningBundle bundle, String path)
            throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:" + bundle.healthPort() + "/observe/health" + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
