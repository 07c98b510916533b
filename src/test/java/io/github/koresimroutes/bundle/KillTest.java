package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.bundle.CallbackLoad.Sim;
import io.github.koresimroutes.journal.TestPostgres;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is killed at whatever moment: each acknowledged event is on its queue exactly once. */
@Timeout(300)
class KillTest {

    /** Sent after everything else: when it is on its queue, so is all that came before it. */
    private static final String LAST = "updating";

    @TempDir
    private Path directory;

    @Test
    void sqliteAndTheEmbeddedBrokerOutliveTheirProcess() throws Exception {
        String connector = "tcp://127.0.0.1:" + RunningBundle.freePort();
        Map<String, String> settings = Map.of(
                "kore.journal.url", "jdbc:sqlite:" + directory.resolve("journal.db"),
                "kore.broker.data", directory.resolve("broker").toString(),
                "kore.broker.connector", connector);
        try (BundleProcess bundle = new BundleProcess(directory, settings)) {
            Map<String, Sim> sent = killAgainAndAgain(bundle, 1, 40, 150, 400);

            assertEachIsThereOnceInOrder(connector, sent);
        }
    }

    @Test
    void postgresqlAndABrokerOfItsOwnLoseNothingWithTheBundle() throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = Map.of(
                "kore.journal.url", TestPostgres.freshUrl(),
                "kore.broker.url", broker.url());
        try (BundleProcess bundle = new BundleProcess(directory, settings)) {
            Map<String, Sim> sent =
                    killAgainAndAgain(bundle, 1, 7, 30, 90, 130, 200, 350, 500);

            assertEachIsThereOnceInOrder(broker.url(), sent);
        } finally {
            broker.close();
        }
    }

    /** Kills the bundle right after that many acknowledgements, once for each of the numbers. */
    private static Map<String, Sim> killAgainAndAgain(BundleProcess bundle, int... moments)
            throws Exception {
        bundle.start();
        try (CallbackLoad load =
                new CallbackLoad(bundle, "new", "ready", "active", "suspended")) {
            for (int moment : moments) {
                load.killAfter(moment);
                load.awaitKill();
                bundle.start();
            }
            Map<String, Sim> sent = load.finish();
            assertThat(bundle.client().withStatus(LAST).status()).isEqualTo(200);
            return sent;
        }
    }

    private static void assertEachIsThereOnceInOrder(String broker, Map<String, Sim> sent)
            throws Exception {
        assertThat(TestBroker.take(broker, "kore.sim." + LAST, 1)).hasSize(1);
        for (Map.Entry<String, Sim> each : sent.entrySet()) {
            List<String> tokens = new ArrayList<>();
            List<Long> sequence = new ArrayList<>();
            int count = each.getValue().tokens().size();
            for (TextMessage message : TestBroker.take(broker, each.getKey(), count)) {
                tokens.add(message.getStringProperty("KoreIdempotencyToken"));
                sequence.add(message.getLongProperty("KoreSequence"));
            }
            assertThat(tokens).as(each.getKey()).isEqualTo(each.getValue().tokens());
            assertThat(sequence).as(each.getKey()).isSorted().doesNotHaveDuplicates();
        }
    }
}
