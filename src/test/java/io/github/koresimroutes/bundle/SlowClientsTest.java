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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is slow, silent or many keeps nobody out. */
@Timeout(90)
class SlowClientsTest {

    private static final int MOST = 20;
    private static final String START = "POST /kore/sim-status HTTP/1.1\r\nHost: x\r\n";

    private static TestBroker broker;
    private static RunningBundle bundle;

    @BeforeAll
    static void startAll(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.callback.header-timeout", "2s");
        settings.put("kore.callback.idle-timeout", "4s");
        settings.put("kore.callback.max-connections", Integer.toString(MOST));
        bundle = RunningBundle.start(settings);
    }

    @AfterAll
    static void stopAll() throws Exception {
        bundle.close();
        broker.close();
    }

    /** Sends a byte now and then, and tells how long the server looks on. */
    private static Duration trickle(RawHttp raw) throws Exception {
        long start = System.nanoTime();
        try {
            for (int i = 0; i < 100; i++) {
                raw.send(i == 0 ? "X: " : "a");
                if (raw.isClosed(200)) {
                    break;
                }
            }
        } catch (IOException closed) {
            // what is waited for
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void headersThatComeByteByByteAreCutOff() throws Exception {
        try (RawHttp raw = new RawHttp(bundle.port())) {
            assertThat(trickle(raw.send(START))).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void theHeadersOfALaterRequestAreCutOffToo() throws Exception {
        try (RawHttp raw = new RawHttp(bundle.port())) {
            raw.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n").until("nothing here");
            assertThat(trickle(raw.send(START))).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void aConnectionOnWhichNothingComesIsClosed() throws Exception {
        try (RawHttp raw = new RawHttp(bundle.port())) {
            assertThat(raw.isClosed(10_000)).isTrue();
        }
    }

    @Test
    void aConnectionThatIsKeptOpenIsClosedLater() throws Exception {
        try (RawHttp raw = new RawHttp(bundle.port())) {
            raw.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n").until("nothing here");
            assertThat(raw.isClosed(2_500)).isFalse();
            assertThat(raw.isClosed(10_000)).isTrue();
        }
    }

    @Test
    void whoOpensConnectionsAndSendsNothingKeepsNobodyOut() throws Exception {
        List<RawHttp> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * MOST; i++) {
                silent.add(new RawHttp(bundle.port()));
            }
            for (int i = 0; i < 5; i++) {
                KoreClient callback = new KoreClient(
                        bundle.port(), RunningBundle.SECRET, RunningBundle.URL);
                assertThat(callback.status()).isEqualTo(200);
            }
            assertThat(silent.get(0).isClosed(2_000)).isTrue();
            assertThat(metrics()).contains("kore_connections_closed_total{reason=\"too-many\"}")
                    .doesNotContain("kore_connections_closed_total{reason=\"too-many\"} 0.0");
        } finally {
            for (RawHttp raw : silent) {
                raw.close();
            }
        }
        await().untilAsserted(() -> assertThat(metrics()).containsPattern(
                "(?m)^kore_connections \\d\\.0$"));
    }

    @Test
    void noThreadOfTheServerOutlivesIt(@TempDir Path directory) throws Exception {
        Set<Thread> before = serverThreads();
        RunningBundle other = RunningBundle.start(RunningBundle.sqlite(directory, broker));
        Set<Thread> all = serverThreads();
        all.removeAll(before);
        assertThat(all).isNotEmpty();
        other.close();
        await().untilAsserted(() -> assertThat(all).noneMatch(Thread::isAlive));
    }

    private static Set<Thread> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vert.x-"))
                .collect(Collectors.toSet());
    }

    private static String metrics() throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:" + bundle.healthPort() + "/observe/metrics")).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }
}
