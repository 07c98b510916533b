package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is down costs nothing: callbacks are taken, and their events arrive later. */
@Timeout(120)
class BrokerOutageTest {

    @TempDir
    private Path directory;
    private TestBroker broker;
    private boolean brokerRuns = true;

    /** The broker under test. */
    TestBroker newBroker(Path directory) throws Exception {
        return new TestBroker(directory);
    }

    @BeforeEach
    void startBroker() throws Exception {
        broker = newBroker(directory.resolve("broker"));
    }

    @AfterEach
    void closeBroker() throws Exception {
        if (brokerRuns) {
            broker.close();
        }
    }

    @Test
    void whatCameDuringAnOutageArrivesAfterIt() throws Exception {
        try (RunningBundle bundle = RunningBundle.start(
                RunningBundle.sqlite(directory, broker))) {
            List<String> sent = new ArrayList<>(send(bundle, 20));
            stopBroker();
            sent.addAll(send(bundle, 30));
            restartBroker();
            sent.addAll(send(bundle, 20));

            assertThat(tokens(sent.size())).isEqualTo(sent);
        }
    }

    @Test
    void severalOutagesInARowAreNoDifferentFromOne() throws Exception {
        try (RunningBundle bundle = RunningBundle.start(
                RunningBundle.sqlite(directory, broker))) {
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sent.addAll(send(bundle, 10));
                stopBroker();
                sent.addAll(send(bundle, 10));
                restartBroker();
            }

            assertThat(tokens(sent.size())).isEqualTo(sent);
        }
    }

    @Test
    void theBundleStartsWithoutItsBroker() throws Exception {
        stopBroker();
        try (RunningBundle bundle = RunningBundle.start(
                RunningBundle.sqlite(directory, broker))) {
            List<String> sent = send(bundle, 30);
            restartBroker();

            assertThat(tokens(sent.size())).isEqualTo(sent);
        }
    }

    private void stopBroker() throws Exception {
        brokerRuns = false;
        broker.stop();
    }

    private void restartBroker() throws Exception {
        broker.start();
        brokerRuns = true;
    }

    private static List<String> send(RunningBundle bundle, int count) throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String token = KoreClient.newToken();
            assertThat(bundle.client().withToken(token).status()).isEqualTo(200);
            tokens.add(token);
        }
        return tokens;
    }

    private List<String> tokens(int count) throws Exception {
        List<String> tokens = new ArrayList<>();
        for (TextMessage message : broker.take("kore.sim.active", count)) {
            tokens.add(message.getStringProperty("KoreIdempotencyToken"));
        }
        return tokens;
    }
}
