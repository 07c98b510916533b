package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of the route files while a bundle runs, as its process sees them. */
class LiveEditTest {

    private static final String ROUTING = RouteFolder.ROUTING;
    private static final String WRONG = "- route:\n    id: mine\n    form: {}\n";
    private static final String MINE = """
            - route:
                id: mine
                from:
                  uri: direct
                  parameters:
                    name: mine
                  steps:
                    - to:
                        id: to-mine
                        uri: jms
                        parameters:
                          destinationName: kore.sim.mine
            """;

    @TempDir
    private Path directory;

    private TestBroker broker;
    private RouteFolder routes;
    private Path config;
    private BundleProcess bundle;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        routes = new RouteFolder(directory.resolve("routes"));
        config = Files.createDirectory(directory.resolve("config"));
        Files.copy(Path.of("config/application.properties"),
                config.resolve("application.properties"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.routes.watch-interval", "100ms");
        bundle = new BundleProcess(directory, settings);
        bundle.arguments("run", "--config", config.toString(), "--routes", routes.path().toString());
        bundle.start();
    }

    @AfterEach
    void stop() throws Exception {
        bundle.close();
        broker.close();
    }

    @Test
    void aChangedBranchIsInEffectWithoutARestart() throws Exception {
        send("inactive");
        broker.takeOne("kore.sim.inactive");

        routes.write(ROUTING, RouteFolder.sending("inactive", "kore.sim.billing"));
        awaitTaken(1);
        send("inactive");

        broker.takeOne("kore.sim.billing");
        assertThat(bundle.log()).contains("changed: route-by-status.camel.yaml");
        // The journal tells the two apart.
        await().untilAsserted(() -> assertThat(JournalRows.countWhere(
                directory, "length(route_set) = 12")).isEqualTo(2));
        assertThat(JournalRows.countWhere(
                directory, "route_set = (SELECT MIN(route_set) FROM sim_event_log)")).isOne();
    }

    /** A batch that failed is over for the routes that it began with. */
    @Test
    void anEditDoesNotWaitForABatchThatFailed() throws Exception {
        routes.replace(ROUTING, "destinationName: \"{{kore.queue.inactive}}\"", "destinationName:"
                + " \"{{kore.queue.inactive}}\"\n                  - throwException:\n"
                + "                      exceptionType: java.lang.IllegalStateException\n"
                + "                      message: no customer");
        awaitTaken(1);
        send("inactive");
        await().untilAsserted(() -> assertThat(bundle.metrics())
                .doesNotContain("kore_dispatch_rollbacks_total 0.0"));

        routes.write(ROUTING, RouteFolder.shipped(ROUTING));
        awaitTaken(2);
        broker.takeOne("kore.sim.inactive");
        assertThat(bundle.log()).doesNotContain("still have a batch");
    }

    @Test
    void whatAnEditWouldChangeOfTheRoutesThatRunIsTold() throws Exception {
        routes.write(ROUTING, RouteFolder.sending("inactive", "kore.sim.billing"));
        awaitTaken(1);

        CommandLineRun told = CommandLineRun.of(directory,
                Map.of("kore.journal.url", "jdbc:sqlite:" + directory.resolve("journal.db")),
                "routes", "explain", "--routes", "routes", "--diff", "running");

        assertThat(told.output()).isEqualTo("""
                inactive  kore.sim.billing -> kore.sim.inactive
                1 of 13 change
                """);
        assertThat(told.exitCode()).isOne();
    }

    @Test
    void aBrokenFileIsRefusedAndWhatRunsGoesOn() throws Exception {
        routes.write("mine.camel.yaml", WRONG);
        awaitRefused(1);

        send("active");
        broker.takeOne("kore.sim.active");
        assertThat(bundle.log()).contains("the changed route files are refused")
                .contains("mine.camel.yaml");
        assertThat(bundle.health()).contains("kore-routes", "DOWN", "mine.camel.yaml");
        assertThat(bundle.metrics()).contains("kore_routes_refused 1.0");

        routes.write("mine.camel.yaml", MINE);
        awaitTaken(1);
        assertThat(bundle.health()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(bundle.metrics()).contains("kore_routes_refused 0.0");
    }

    /** Whoever takes an edit back is not told of it for ever. */
    @Test
    void aBrokenFileThatIsTakenAwayLeavesNothingBehind() throws Exception {
        routes.write("mine.camel.yaml", WRONG);
        awaitRefused(1);

        routes.delete("mine.camel.yaml");
        await().untilAsserted(() ->
                assertThat(bundle.log()).contains("the route files are as they run again"));
        assertThat(bundle.metrics()).contains("outcome=\"taken\"} 0.0");
    }

    @Test
    void filesThatNeedEachOtherAreOneChange() throws Exception {
        routes.write("mine.camel.yaml", MINE);
        routes.replace(ROUTING, """
                                  - to:
                                      id: to-ready-queue
                                      uri: jms
                                      parameters:
                                        destinationName: "{{kore.queue.ready}}"
                """.indent(-2).indent(2), """
                                  - to:
                                      id: to-mine-route
                                      uri: direct
                                      parameters:
                                        name: mine
                """.indent(-2).indent(2));
        awaitTaken(1);
        send("ready");
        broker.takeOne("kore.sim.mine");

        routes.rename("mine.camel.yaml", "other.camel.yaml");
        awaitTaken(2);
        send("ready");
        broker.takeOne("kore.sim.mine");
    }

    @Test
    void aFileThatIsGoneLeavesTheProgramsOwn() throws Exception {
        routes.write(ROUTING, RouteFolder.sending("inactive", "kore.sim.billing"));
        awaitTaken(1);

        routes.delete(ROUTING);
        awaitTaken(2);
        send("inactive");

        broker.takeOne("kore.sim.inactive");
        assertThat(bundle.log())
                .contains("changed: route-by-status.camel.yaml (gone: the program's own is used)");
    }

    @Test
    void aDirectoryThatKubernetesSwapsIsFollowed() throws Exception {
        routes.mount(Map.of());
        routes.mount(Map.of(ROUTING, RouteFolder.sending("inactive", "kore.sim.billing")));
        awaitTaken(1);
        send("inactive");
        broker.takeOne("kore.sim.billing");

        routes.mount(Map.of(ROUTING, RouteFolder.sending("inactive", "kore.sim.invoices")));
        awaitTaken(2);
        send("inactive");
        broker.takeOne("kore.sim.invoices");
    }

    @Test
    void theRouteEditorsSettingsAreFollowedToo() throws Exception {
        Path file = config.resolve("application.properties");
        Files.writeString(file, Files.readString(file) + "\nkore.queue.billing = kore.sim.billing\n");
        routes.write(ROUTING, RouteFolder.sending("inactive", "\"{{kore.queue.billing}}\""));
        awaitTaken(1);
        send("inactive");
        broker.takeOne("kore.sim.billing");

        Files.writeString(file, Files.readString(file).replace("kore.sim.billing", "invoices"));
        awaitTaken(2);
        send("inactive");
        broker.takeOne("invoices");
    }

    @Test
    void whatReceivesAndDispatchesWaitsForARestartAndSaysSo() throws Exception {
        routes.replace("receive-callback.camel.yaml", "accepted", "thanks");
        routes.write(ROUTING, RouteFolder.sending("inactive", "kore.sim.billing"));
        awaitTaken(1);

        assertThat(bundle.client().withNewToken().send().body()).isEqualTo("accepted");
        assertThat(bundle.log())
                .contains("changed, and in effect after a restart: receive-callback.camel.yaml");
        assertThat(bundle.wholeHealth()).contains("need-restart", "receive-callback.camel.yaml");
    }

    @Test
    void consumersOfARouteAreReplacedOnceThoseBeforeHaveEnded() throws Exception {
        routes.write("mine.camel.yaml", consumer("first"));
        awaitTaken(1);
        send("active");
        broker.takeOne("first");

        routes.write("mine.camel.yaml", consumer("second"));
        awaitTaken(2);
        send("active");
        broker.takeOne("second");
        assertThat(broker.take("first", 0)).isEmpty();
    }

    @Test
    void withTheWatchSwitchedOffNothingChanges() throws Exception {
        bundle.close();
        Path file = config.resolve("application.properties");
        Files.writeString(file, Files.readString(file) + "\nkore.routes.watch = false\n");
        bundle.start();

        routes.write(ROUTING, RouteFolder.sending("inactive", "kore.sim.billing"));
        for (int i = 0; i < 20; i++) {
            send("inactive");
        }
        assertThat(broker.take("kore.sim.inactive", 20)).hasSize(20);
    }

    /** A second route that consumes a queue, as slow work is done. */
    private static String consumer(String queue) {
        return """
                - route:
                    id: after-active
                    from:
                      uri: jms
                      parameters:
                        destinationName: kore.sim.active
                      steps:
                        - to:
                            id: to-after-active
                            uri: jms
                            parameters:
                              destinationName: %s
                """.formatted(queue);
    }

    private void send(String status) throws Exception {
        assertThat(bundle.client().withNewToken().withBody(KoreClient.body(status)).status())
                .isEqualTo(200);
    }

    private void awaitTaken(int edits) {
        await(edits + " edits").atMost(Duration.ofSeconds(60)).ignoreException(IOException.class)
                .untilAsserted(() -> assertThat(bundle.metrics())
                        .contains("kore_routes_edits_total{outcome=\"taken\"} " + edits + ".0"));
    }

    private void awaitRefused(int edits) {
        await(edits + " refusals").atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                assertThat(bundle.metrics()).contains(
                        "kore_routes_edits_total{outcome=\"refused\"} " + edits + ".0"));
    }
}
