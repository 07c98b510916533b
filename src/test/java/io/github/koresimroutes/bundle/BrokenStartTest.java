package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route files that were broken while nothing ran. */
class BrokenStartTest {

    @TempDir
    private Path directory;

    private TestBroker broker;
    private RouteFolder routes;
    private Map<String, String> settings;
    private BundleProcess bundle;

    @BeforeEach
    void runWithGoodFiles() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        routes = new RouteFolder(directory.resolve("routes"));
        routes.write(RouteFolder.ROUTING, RouteFolder.sending("inactive", "kore.sim.billing"));
        settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.routes.watch-interval", "100ms");
        start();
        // The set is kept soon after the start.
        send("active");
        await().until(() -> JournalRows.routeSets(directory) == 1);
        bundle.close();
        routes.replace(RouteFolder.ROUTING, "uri: jms", "uri: jmss");
    }

    @AfterEach
    void stop() throws Exception {
        bundle.close();
        broker.close();
    }

    @Test
    void theStartIsRefusedWithThePlaceOfEachError() {
        assertThatThrownBy(this::start).hasStackTraceContaining(
                "kore-sim: cannot start: the route files are not right:")
                .hasStackTraceContaining(RouteFolder.ROUTING + ":25:28: error: unknown component");
    }

    @Test
    void whereAskedForItBeginsWithTheSetThatRanLastAndLetsTheRepairIn() throws Exception {
        settings.put("kore.routes.start-with-last-good", "true");
        start();
        send("inactive");
        broker.takeOne("kore.sim.billing");
        assertThat(bundle.health()).contains("kore-routes", "DOWN", "unknown component 'jmss'");

        routes.write(RouteFolder.ROUTING, RouteFolder.sending("inactive", "kore.sim.invoices"));
        await().untilAsserted(() ->
                assertThat(bundle.health()).isEqualTo("{\"status\":\"UP\"}"));
        send("inactive");
        broker.takeOne("kore.sim.invoices");
    }

    private void start() throws Exception {
        bundle = new BundleProcess(directory, settings);
        bundle.arguments("run", "--config", "config", "--routes", routes.path().toString());
        bundle.start();
    }

    private void send(String status) throws Exception {
        assertThat(bundle.client().withNewToken().withBody(KoreClient.body(status)).status())
                .isEqualTo(200);
    }
}
