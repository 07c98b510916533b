package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.journal.TestPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of an outage: that it began, and that it is over, and little else. */
@Timeout(240)
class LogTest {

    private static final int SECONDS = Integer.getInteger("outage.seconds", 6);

    @Test
    void anOutageIsAFewLinesWithoutStackTraces(@TempDir Path directory) throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        String url = TestPostgres.freshUrl();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        TestLink link = new TestLink(port);
        try (BundleProcess bundle = new BundleProcess(directory, Map.of(
                "kore.journal.url", url.replace(":" + port, ":" + link.port()),
                "kore.broker.url", broker.url()))) {
            bundle.start();
            await().until(() -> bundle.client().status() == 200);
            broker.takeOne("kore.sim.active");
            int before = bundle.log().split("\n").length;

            broker.stop();
            outage(bundle, 200);
            assertThat(linesSince(before, bundle)).as("the broker is down")
                    .anyMatch(line -> line.contains("the broker does not answer"));
            link.silent();
            outage(bundle, 503);
            link.well();
            broker.start();
            await().atMost(Duration.ofSeconds(60)).until(() ->
                    bundle.client().status() == 200);
            await().atMost(Duration.ofSeconds(60)).until(() ->
                    bundle.log().contains("over after")
                            && bundle.log().lastIndexOf("the broker does not answer")
                            > bundle.log().indexOf("over after"));

            List<String> lines = linesSince(before, bundle);
            lines.forEach(System.out::println);
            System.out.println("lines: " + lines.size());
            assertThat(lines).noneMatch(line -> line.startsWith("\tat "))
                    .anyMatch(line -> line.contains("WARN") && line.contains("not stored"))
                    .hasSizeLessThan(20);
        } finally {
            link.close();
            broker.close();
        }
    }

    /** A connection that was made and is dead is found by nothing but the silence. */
    @Test
    void aBrokerThatSaysNothingIsTold(@TempDir Path directory) throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        try (TestLink link = new TestLink(broker.port());
                BundleProcess bundle = new BundleProcess(directory, Map.of(
                        "kore.journal.url", "jdbc:sqlite:" + directory.resolve("journal.db"),
                        "kore.broker.url", broker.url().replace(
                                ":" + broker.port(), ":" + link.port())))) {
            bundle.start();
            await().until(() -> bundle.client().status() == 200);
            broker.takeOne("kore.sim.active");

            link.silent();

            await().atMost(Duration.ofSeconds(40)).until(() -> bundle.log().lines().anyMatch(
                    line -> line.contains("the broker does not answer")
                            && line.contains("no answer for")));
        } finally {
            broker.close();
        }
    }

    @Test
    void whoIsRefusedAgainAndAgainDoesNotFillTheLog(@TempDir Path directory) throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        try (BundleProcess bundle = new BundleProcess(directory,
                RunningBundle.sqlite(directory, broker))) {
            bundle.start();
            KoreClient forged = bundle.client().withBody("a=1").withSecret("forged");
            for (int i = 0; i < 1000; i++) {
                assertThat(forged.status()).isEqualTo(401);
            }
            KoreClient malformed = bundle.client().withBody("a=1&a=2");
            assertThat(malformed.status()).isEqualTo(400);

            assertThat(bundle.log().lines().filter(line -> line.contains("refused with 401")))
                    .as("lines of 1000 refusals").hasSizeBetween(50, 500);
            assertThat(bundle.log()).as("has a budget of its own")
                    .contains("refused a request with a valid signature");
        } finally {
            broker.close();
        }
    }

    private static void outage(BundleProcess bundle, int expected) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        while (System.nanoTime() < end) {
            assertThat(bundle.client().status()).isEqualTo(expected);
            Thread.sleep(100);
        }
    }

    private static List<String> linesSince(int before, BundleProcess bundle) throws Exception {
        return bundle.log().lines().skip(before).toList();
    }
}
