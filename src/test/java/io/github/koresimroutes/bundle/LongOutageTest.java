package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An hour without the broker: all is stored, the memory stays flat, and all is sent afterwards. */
@Tag("outage")
class LongOutageTest {

    private static final int EVENTS = Integer.getInteger("outage.events", 1_000_000);
    private static final int QUIET_SECONDS = 5;
    private static final Pattern HEAP = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");

    @Test
    void aMillionEventsWaitForTheBrokerAndAreThenSentOnceInOrder() throws Exception {
        // Not in the system's temporary directory: it holds some gigabytes, and for long.
        Path directory = Files.createTempDirectory(
                Files.createDirectories(Path.of("target/outage")), "run").toAbsolutePath();
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        broker.stop();
        Path gc = directory.resolve("gc.log");
        // It syncs each commit to the disk: the embedded server would not by default.
        try (EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on").setServerConfig("fsync", "on")
                .setDataDirectory(directory.resolve("postgres")).start();
                BundleProcess bundle = new BundleProcess(directory, Map.of(
                        "kore.journal.url", database.getJdbcUrl("postgres", "postgres"),
                        "kore.broker.url", broker.url()))) {
            bundle.options("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
                    "-Xlog:gc:file=" + gc);
            bundle.start();
            long start = System.nanoTime();
            new FastLoad(bundle.port(), 32).send(EVENTS);
            double accepting = seconds(start);
            String heapThen = heap(gc);
            System.out.printf("accepted in %.0f s, heap %s%n", accepting, heapThen);

            broker.start();
            start = System.nanoTime();
            try (EventCount count = new EventCount(broker.url())) {
                long moved = System.nanoTime();
                for (int before = 0; count.distinct() < EVENTS; ) {
                    Thread.sleep(1_000);
                    if (count.distinct() > before) {
                        before = count.distinct();
                        moved = System.nanoTime();
                        System.out.printf("%.0f s: %,d dispatched%n", seconds(start), before);
                    }
                    assertThat(seconds(moved)).as("nothing moves").isLessThan(120);
                }
                double dispatching = seconds(start);
                Thread.sleep(Duration.ofSeconds(QUIET_SECONDS).toMillis());
                String report = """
                        %,d events, PostgreSQL (fsync on), ActiveMQ Classic, -Xmx256m, %d processors
                        accepted with the broker down: %.0f s, %.0f a second
                        dispatched after it came back: %.0f s, %.0f a second
                        on their queues: %,d   twice: %d   out of order within a SIM: %d
                        largest heap after a collection: accepting %s, in all %s
                        largest resident memory of the process: %s
                        """.formatted(EVENTS, Runtime.getRuntime().availableProcessors(),
                        accepting, EVENTS / accepting, dispatching, EVENTS / dispatching,
                        count.distinct(), count.twice(), count.outOfOrder(),
                        heapThen, heap(gc), resident(bundle));
                System.out.println(report);
                Files.writeString(Files.createDirectories(Path.of("target/outage"))
                        .resolve("report.txt"), report);
                assertThat(count.twice()).isZero();
                assertThat(count.outOfOrder()).isZero();
            }
        } finally {
            broker.close();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static String heap(Path gc) throws IOException {
        int largest = 0;
        Matcher matcher = HEAP.matcher(Files.readString(gc));
        while (matcher.find()) {
            largest = Math.max(largest, Integer.parseInt(matcher.group(2)));
        }
        return largest + " MiB";
    }

    private static String resident(BundleProcess bundle) throws IOException {
        Path status = Path.of("/proc/" + bundle.pid() + "/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\D", ""))
                .map(kib -> Long.parseLong(kib) / 1024 + " MiB").findFirst().orElse("unknown");
    }
}
