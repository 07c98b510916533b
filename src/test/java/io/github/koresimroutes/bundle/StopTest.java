package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.journal.TestPostgres;
import jakarta.jms.TextMessage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM under load: what is under way is finished, and the end comes in time. */
@Timeout(180)
class StopTest {

    private static final int SIGTERM_EXIT = 143;

    @TempDir
    private Path directory;
    private TestBroker broker;
    private TestLink toBroker;
    private TestLink toDatabase;
    private Map<String, String> settings;

    @BeforeEach
    void startSurroundings() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        toBroker = new TestLink(URI.create(broker.url()).getPort());
        String url = TestPostgres.freshUrl();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        toDatabase = new TestLink(port);
        settings = new HashMap<>(Map.of(
                "kore.journal.url", url.replace(":" + port, ":" + toDatabase.port()),
                "kore.broker.url", "tcp://127.0.0.1:" + toBroker.port()));
    }

    @AfterEach
    void stopSurroundings() throws Exception {
        toBroker.close();
        toDatabase.close();
        broker.close();
    }

    @Test
    void twoInstancesAreRestartedInTurnAndNothingIsLostDoubledOrOvertaken() throws Exception {
        try (BundleProcess one = instance("one"); BundleProcess two = instance("two")) {
            one.start();
            two.start();
            Map<String, List<String>> sent;
            try (SteadyLoad load = new SteadyLoad(List.of(one, two), 6)) {
                for (BundleProcess each : List.of(one, two)) {
                    Thread.sleep(1_000);
                    assertThat(each.stop(Duration.ofSeconds(24))).isEqualTo(SIGTERM_EXIT);
                    // The context that has journal, pools and ports ends last.
                    assertThat(each.log()).doesNotContain("cut off")
                            .contains("(kore-sim-routes) shutdown in");
                    each.start();
                }
                sent = load.finish();
            }
            assertThat(received(sent)).isEqualTo(sent);
        }
    }

    @Test
    void whatHangsIsCutOffInTimeAndNothingIsLost() throws Exception {
        settings.put("kore.stop.timeout", "4s");
        try (BundleProcess bundle = instance("one")) {
            bundle.start();
            Map<String, List<String>> sent;
            try (SteadyLoad load = new SteadyLoad(List.of(bundle), 6)) {
                Thread.sleep(1_000);
                toBroker.silent();
                Thread.sleep(300);
                toDatabase.silent();
                assertThat(bundle.stop(Duration.ofSeconds(12))).isEqualTo(SIGTERM_EXIT);
                toBroker.well();
                toDatabase.well();
                bundle.start();
                sent = load.finish();
            }
            assertThat(received(sent)).isEqualTo(sent);
        }
    }

    private BundleProcess instance(String name) throws Exception {
        return new BundleProcess(
                Files.createDirectories(directory.resolve(name)), settings);
    }

    private Map<String, List<String>> received(Map<String, List<String>> sent) throws Exception {
        int count = sent.values().stream().mapToInt(List::size).sum();
        Map<String, List<String>> received = new LinkedHashMap<>();
        sent.keySet().forEach(sim -> received.put(sim, new ArrayList<>()));
        for (TextMessage message : broker.take("kore.sim.active", count)) {
            received.get(message.getStringProperty("SimSid"))
                    .add(message.getStringProperty("KoreIdempotencyToken"));
        }
        return received;
    }
}
