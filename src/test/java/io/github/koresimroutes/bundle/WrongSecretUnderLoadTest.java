package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.bundle.PacedLoad.Sent;
import io.github.koresimroutes.journal.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** docs/quarantine.md, "After a wrong secret or URL", while callbacks come all the time. */
@Timeout(600)
class WrongSecretUnderLoadTest {

    /** For so long the secret is wrong. */
    private static final int SECONDS = Integer.getInteger("kore.load.seconds", 3);
    // Many, for a refused callback is answered when it is on disk.
    private static final int CONNECTIONS = 40;
    private static final int PER_SECOND = 150;
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Map<String, List<String>> SIGNED =
            Map.of(KoreClient.ACCOUNT, List.of(RunningBundle.SECRET));

    @TempDir
    private Path directory;

    private TestBroker broker;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        settings = RunningBundle.sqlite(directory, broker);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void whatAWrongSecretRefusesIsOnItsQueueOnceAfterTheFixWhileTheLoadGoesOn() throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), RunningBundle.SECRET);
        settings.put("kore.callback.secret-file", file.toString());
        settings.put("kore.callback.url", RunningBundle.URL);
        try (BundleProcess bundle = new BundleProcess(directory, settings)) {
            bundle.environment("KORE_CALLBACK_SECRET", null);
            bundle.start();
            KoreClient stranger = bundle.client().withSecret("a stranger's");
            try (PacedLoad load = new PacedLoad(
                    bundle.client(), CONNECTIONS, PER_SECOND, "1 right secret", SIGNED)) {
                load.last(SHORT);
                load.step("2 while it is replaced", SIGNED);
                load.last(Duration.ZERO);
                write(file, "wrong");
                // Without it the right one would verify until the files are read again.
                assertThat(stranger.status()).isEqualTo(401);
                load.step("3 wrong secret", SIGNED);
                load.last(Duration.ofSeconds(SECONDS));
                load.step("4 while it is mended", SIGNED);
                load.last(Duration.ZERO);
                write(file, RunningBundle.SECRET);
                load.step("5 right secret again", SIGNED);
                load.last(SHORT);
                List<Sent> refused = load.sent().stream()
                        .filter(each -> !each.isAccepted()).toList();

                awaitKept(bundle, refused.size() + 1);
                // KORE does not do it after a 401; but what it does send again is no second event.
                List<Sent> again = refused.subList(0, 5);
                assertThat(again).allMatch(each -> status(each) == 200);

                List<Sent> earlier = load.sent();
                load.step("6 while it is released", SIGNED);
                String first = reverify();
                load.step("7 after the release", SIGNED);
                String second = reverify();
                assertThat(refused.subList(5, 10)).allMatch(each -> status(each) == 200);
                load.last(SHORT);
                List<Sent> sent = load.finish();

                LoadVerdict verdict = LoadVerdict.of(sent, again, broker.connectionFactory());
                System.out.println(LoadTable.of(sent, "", Map.of()) + "\nreverify:\n" + first
                        + "reverify again:\n" + second + "\n" + verdict);
                assertThat(answers(sent, "1", "5", "6", "7")).containsExactly(200);
                assertThat(answers(sent, "2", "4")).isSubsetOf(200, 401);
                assertThat(answers(sent, "3")).containsExactly(401);
                assertThat(first).isEqualToNormalizingNewlines("""
                        %d callbacks were released
                        5 callbacks are in the journal already, as KORE sent it again: removed
                        1 callback does not verify
                        """.formatted(refused.size() - 5));
                assertThat(second).isEqualToNormalizingNewlines("""
                        0 callbacks were released
                        1 callback does not verify
                        """);
                awaitKept(bundle, 1);
                verdict.assertClean();
                verdict.assertBehind(refused.subList(5, refused.size()),
                        earlier.stream().filter(Sent::isAccepted).toList());
            }
        }
    }

    /** A URL is no file: it takes a restart. */
    @Tag("long")
    @Test
    void whatAWrongUrlRefusesIsOnItsQueueOnceAfterARestartWithTheRightOne() throws Exception {
        settings.put("kore.journal.url", TestPostgres.freshUrl());
        int port = RunningBundle.freePort();
        settings.put("kore.callback.url", RunningBundle.URL + "/");
        KoreClient kore = new KoreClient(port, RunningBundle.SECRET, RunningBundle.URL);
        List<Sent> refused;
        try (BundleProcess bundle = new BundleProcess(directory, port, settings)) {
            bundle.start();
            try (PacedLoad load = new PacedLoad(
                    kore, CONNECTIONS, PER_SECOND, "1 wrong URL", SIGNED)) {
                load.last(SHORT);
                refused = load.finish();
            }
            bundle.stop(Duration.ofSeconds(30));
        }
        settings.put("kore.callback.url", RunningBundle.URL);
        try (BundleProcess bundle = new BundleProcess(directory, port, settings)) {
            bundle.start();
            try (PacedLoad load = new PacedLoad(
                    kore, CONNECTIONS, PER_SECOND, "2 right URL", SIGNED)) {
                settings.put("kore.callback.secret", RunningBundle.SECRET);
                String released = reverify();
                load.last(SHORT);
                List<Sent> sent = Stream.concat(
                        refused.stream(), load.finish().stream()).toList();

                LoadVerdict verdict =
                        LoadVerdict.of(sent, List.of(), broker.connectionFactory());
                System.out.println(LoadTable.of(sent, "", Map.of()) + "\nreverify:\n" + released
                        + "\n" + verdict);
                assertThat(answers(sent, "1")).containsExactly(401);
                assertThat(answers(sent, "2")).containsExactly(200);
                assertThat(released).isEqualToNormalizingNewlines("""
                        %d callbacks were released
                        0 callbacks do not verify
                        """.formatted(refused.size()));
                verdict.assertClean();
            }
        }
    }

    /** By the metrics: so many of KORE's shape, and none was lost on the way there. */
    private static void awaitKept(BundleProcess bundle, int count) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(bundle.metrics())
                .contains("kore_quarantine{kind=\"likely\"} " + count + ".0",
                        "kore_quarantine_dropped_total{kind=\"likely\"} 0.0",
                        "kore_quarantine_evicted_total{kind=\"likely\"} 0.0"));
    }

    private String reverify() throws Exception {
        CommandLineRun run = CommandLineRun.of(directory, settings, "quarantine", "reverify");
        assertThat(run.exitCode()).as(run.output()).isZero();
        return run.output();
    }

    private static void write(Path file, String secret) throws IOException {
        Path written = Files.writeString(file.resolveSibling("written"), secret);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Set<Integer> answers(List<Sent> sent, String... steps) {
        return sent.stream().filter(each -> Stream.of(steps).anyMatch(each.step()::startsWith))
                .map(Sent::answer).collect(Collectors.toSet());
    }

    private static int status(Sent again) {
        try {
            return again.request().status();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
