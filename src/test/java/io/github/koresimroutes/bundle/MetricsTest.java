package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
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

/** The metrics of the standalone run, as Prometheus reads them. */
@Timeout(120)
class MetricsTest {

    @Test
    void whatCallbacksWereAnsweredAndTheJournalAreMeasured(@TempDir Path directory)
            throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        int port = RunningBundle.freePort();
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.health.port", Integer.toString(port));
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            KoreClient callback = bundle.client();
            assertThat(callback.status()).isEqualTo(200);
            assertThat(callback.status()).isEqualTo(200);
            assertThat(callback.withSecret("wrong").status()).isEqualTo(401);

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(metrics(port))
                    .contains("kore_callbacks_total{status=\"200\"} 2.0",
                            "kore_callbacks_total{status=\"401\"} 1.0",
                            "kore_callbacks_total{status=\"503\"} 0.0",
                            "kore_callbacks_refused_total{reason=\"signature_wrong\"} 1.0",
                            "kore_callbacks_duplicate_total 1.0",
                            "kore_callbacks_repeated_total 0.0",
                            "kore_events{state=\"failed\"} 0.0",
                            "kore_events{state=\"received\"}",
                            "kore_events_oldest_waiting_seconds",
                            "kore_journal_commit_seconds_count",
                            "kore_journal_commit_events_total 2.0",
                            "kore_journal_accept_queue 0.0",
                            "kore_dispatch_events_total 1.0",
                            "kore_dispatch_rollbacks_total 0.0",
                            "kore_lanes_halted 0.0",
                            "kore_lanes_baton_away_seconds "));
        } finally {
            broker.close();
        }
    }

    private static String metrics(int port) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/observe/metrics")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
