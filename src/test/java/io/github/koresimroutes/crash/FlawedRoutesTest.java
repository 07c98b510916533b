package io.github.koresimroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that the crash tests can find something: each flaw that was put into the routes is found,
 * at a moment at which the shipped routes lose nothing and double nothing.
 */
@Timeout(300)
class FlawedRoutesTest {

    private static final Path SHIPPED = Path.of("routes");
    private static final Map<String, String> BEFORE_STORING =
            CrashPoint.lateBefore("store-once", 3);
    private static final Map<String, String> BEFORE_THE_COMMIT =
            CrashPoint.after("pass-baton", 3);

    private static final String SENDS = "ref: kore-route-event\n";
    private static final String MARKS = """
            - setBody:
                expression:
                  simple:
                    expression: >-
                      UPDATE sim_event_dispatch SET state = 'dispatched'
                      WHERE event_id = ${exchangeProperty.KoreEntry.id}
            - to:
                uri: jdbc
                parameters:
                  dataSourceName: kore-data-source
            """;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void acknowledgingBeforeStoringIsFoundToLose() throws Exception {
        assertThat(crashedAt(BEFORE_STORING, flawed("acknowledge-first")).lost()).isNotEmpty();
    }

    @Tag("crash")
    @Test
    void theShippedRoutesLoseNothingBeforeStoring() throws Exception {
        assertThat(crashedAt(BEFORE_STORING, SHIPPED)).matches(Verdict::isClean);
    }

    @Test
    void receivingAndSendingInTwoTransactionsIsFoundToSendTwice() throws Exception {
        assertThat(crashedAt(BEFORE_THE_COMMIT, flawed("two-transactions")).twice())
                .isNotEmpty();
    }

    @Test
    void markingBeforeTheJmsCommitIsFoundToLose() throws Exception {
        assertThat(crashedAt(BEFORE_THE_COMMIT, markingFirst()).lost()).isNotEmpty();
    }

    @Tag("crash")
    @Test
    void theShippedRoutesLoseNothingAndSendNothingTwiceBeforeTheJmsCommit() throws Exception {
        assertThat(crashedAt(BEFORE_THE_COMMIT, SHIPPED)).matches(Verdict::isClean);
    }

    @Tag("crash")
    @Test
    void theStockPatternOfCamelIsFoundToLose() throws Exception {
        assertThat(crashedAt(CrashPoint.before("to-stock-queue", 3), flawed("stock-camel")).lost())
                .isNotEmpty();
    }

    @Test
    void deduplicatingBeforeVerifyingIsFoundToLoseWhatAStrangerNamed() throws Exception {
        assertThat(afterAForgery(flawed("deduplicate-first")).lost()).hasSize(1);
    }

    @Tag("crash")
    @Test
    void theShippedRoutesKeepWhatAStrangerNamed() throws Exception {
        assertThat(afterAForgery(SHIPPED)).matches(Verdict::isClean);
    }

    @Tag("crash")
    @Test
    void lookingBeforeInsertingIsFoundToSendTwice() throws Exception {
        assertThat(afterTwins(flawed("look-then-insert")).twice()).hasSize(1);
    }

    @Tag("crash")
    @Test
    void theShippedRoutesSendTwinsOnce() throws Exception {
        assertThat(afterTwins(SHIPPED)).matches(Verdict::isClean);
    }

    private static Path flawed(String name) {
        return Path.of("src", "test", "resources", "flawed", name);
    }

    /** The shipped dispatch, and a step that marks each event as it is sent. */
    private Path markingFirst() throws IOException {
        Path routes = Files.createDirectory(directory.resolve("routes"));
        String shipped = Files.readString(SHIPPED.resolve("dispatch-events.camel.yaml"));
        assertThat(shipped).containsOnlyOnce(SENDS);
        Files.writeString(routes.resolve("dispatch-events.camel.yaml"),
                shipped.replace(SENDS, SENDS + MARKS.indent(26)));
        return routes;
    }

    /** Six callbacks; the process ends at that point, and is started again. */
    private Verdict crashedAt(Map<String, String> point, Path routes) throws Exception {
        try (Installation installation = Installation.embedded(directory, routes, Map.of())) {
            installation.instance(1).inNextLives(List.of(point));
            installation.start();
            OneSim sim = new OneSim(installation);
            for (int i = 0; i < 6; i++) {
                sim.send(1);
                // Each in a batch of its own, or the point would not be reached.
                await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() ->
                        installation.instance(1).starts() > 1
                                || installation.journal().waiting() == 0);
            }
            installation.instance(1).awaitStarts(2);
            sim.send(1);
            return sim.verdict();
        }
    }

    /** Somebody who knows the token sends it first, without the secret. */
    private Verdict afterAForgery(Path routes) throws Exception {
        try (Installation installation =
                Installation.embedded(directory, routes, Map.of()).start()) {
            OneSim sim = new OneSim(installation);
            KoreCallback callback = sim.callback();
            assertThat(callback.sendForged(installation.ports().get(0))).isEqualTo(401);
            sim.send(callback);
            sim.send(1);
            return sim.verdict();
        }
    }

    /** One callback comes twice at the same time. */
    private Verdict afterTwins(Path routes) throws Exception {
        try (Installation installation =
                Installation.embedded(directory, routes, Map.of()).start()) {
            OneSim sim = new OneSim(installation);
            KoreCallback callback = sim.callback();
            CompletableFuture<Integer> twin =
                    CompletableFuture.supplyAsync(() -> uninterrupted(callback, installation));
            sim.send(callback);
            assertThat(twin.join()).isEqualTo(200);
            return sim.verdict();
        }
    }

    private static int uninterrupted(KoreCallback callback, Installation installation) {
        try {
            return callback.send(installation.ports().get(0));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
