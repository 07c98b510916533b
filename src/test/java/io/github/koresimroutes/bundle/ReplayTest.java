package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.cli.KoreSim;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was set aside is sent again by a command of its own process, while the bundle runs. */
@Timeout(180)
class ReplayTest {

    private static final String MENDED = "kore.test.lookup";
    private static final String THROWS_UNTIL_MENDED = """
            - filter:
                expression:
                  simple:
                    expression: ${sys.kore.test.lookup} != 'mended'
                steps:
                  - throwException:
                      exceptionType: java.lang.IllegalStateException
                      message: the lookup found no customer
            """;

    @TempDir
    private Path directory;

    private TestBroker broker;
    private RunningBundle bundle;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        settings = RunningBundle.sqlite(directory, broker);
        settings.put("camel.main.routesIncludePattern", "file:" + routes() + "/*.camel.yaml");
        settings.put("kore.dispatch.attempts", "2");
        settings.put("kore.dispatch.retry-pause", "100ms");
        bundle = RunningBundle.start(settings);
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty(MENDED);
        bundle.close();
        broker.close();
    }

    @Test
    void aReplayedEventIsOnItsQueueOnceWithItsOwnNumberAndANewDuplicateId() throws Exception {
        assertThat(bundle.client().withStatus("suspended").status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(events("list").out)
                .contains("java.lang.IllegalStateException: the lookup found"));
        assertThat(broker.take("kore.sim.suspended", 0)).isEmpty();

        System.setProperty(MENDED, "mended");
        Result replay = events("replay", "--all");

        assertThat(replay.err).isEmpty();
        assertThat(replay.out).contains("1 event will be sent again");
        assertThat(replay.exitCode).isZero();
        TextMessage message = broker.takeOne("kore.sim.suspended");
        assertThat(message.getLongProperty("KoreSequence")).isEqualTo(1);
        assertThat(message.getStringProperty("_AMQ_DUPL_ID")).endsWith("-1-2");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                events("show", "1").out).contains("state          dispatched", "send number    2"));
    }

    /** As bin/kore-sim runs it, with the journal named by the environment. */
    private Result events(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), KoreSim.class.getName(), "events"));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("KORE_JOURNAL_URL", settings.get("kore.journal.url"));
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("kore-sim " + command + " does not end");
        }
        return new Result(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private record Result(int exitCode, String out, String err) {
    }

    /** The shipped routes, but for "suspended", whose route throws after its send. */
    private Path routes() throws IOException {
        Path routes = Files.createDirectory(directory.resolve("routes"));
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".camel.yaml")).toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Path edited = routes.resolve("route-by-status.camel.yaml");
        String to = "destinationName: \"{{kore.queue.suspended}}\"\n";
        String text = Files.readString(edited);
        assertThat(text).contains(to);
        Files.writeString(edited, text.replace(to, to + THROWS_UNTIL_MENDED.indent(18)));
        return routes;
    }
}
