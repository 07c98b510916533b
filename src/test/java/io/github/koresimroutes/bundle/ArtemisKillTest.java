package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An Artemis that is killed in the middle of dispatching loses nothing and doubles nothing. */
@Tag("brokers")
@Timeout(180)
class ArtemisKillTest {

    private static final String[] STATUSES = {"new", "ready", "active", "suspended"};
    /** After a batch is marked, the next one is under way: each kill finds it further on. */
    private static final int[] KILLED_AFTER_MILLIS = {20, 50, 80};
    /** So many are not sent in one moment, with batches this small. */
    private static final int BACKLOG = 200;

    private final Map<String, List<String>> sent = new LinkedHashMap<>();
    @TempDir
    private Path directory;

    @Test
    void eachAcknowledgedEventIsOnItsQueueOnceAndInOrder() throws Exception {
        try (ArtemisProcess broker = new ArtemisProcess(directory.resolve("broker"))) {
            Map<String, String> settings = TestArtemis.settings(broker.url());
            settings.put("kore.journal.url", "jdbc:sqlite:" + directory.resolve("journal.db"));
            settings.put("kore.dispatch.batch-size", "4");
            try (RunningBundle bundle = RunningBundle.start(settings)) {
                for (int delay : KILLED_AFTER_MILLIS) {
                    send(bundle);
                    broker.start();
                    killInTheMiddle(broker, delay);
                }
                send(bundle);
                broker.start();
                assertEachIsThereOnceInOrder(broker.url());
            }
        }
    }

    private void send(RunningBundle bundle) throws Exception {
        for (int i = 0; i < BACKLOG; i++) {
            String status = STATUSES[i % STATUSES.length];
            String token = KoreClient.newToken();
            assertThat(bundle.client().withStatus(status).withToken(token).status())
                    .isEqualTo(200);
            sent.computeIfAbsent(status, key -> new ArrayList<>()).add(token);
        }
    }

    /** While the bundle is sending: some events of the backlog are gone, and some are left. */
    private void killInTheMiddle(ArtemisProcess broker, int delay) throws Exception {
        int before = JournalRows.count(directory, "dispatched");
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
                .until(() -> JournalRows.count(directory, "dispatched") >= before + 20);
        Thread.sleep(delay);
        broker.kill();
        assertThat(JournalRows.count(directory, "received")).isPositive();
    }

    private void assertEachIsThereOnceInOrder(String url) throws Exception {
        for (Map.Entry<String, List<String>> each : sent.entrySet()) {
            List<String> tokens = new ArrayList<>();
            for (TextMessage message : TestBroker.take(new ActiveMQConnectionFactory(url),
                    "kore.sim." + each.getKey(), each.getValue().size())) {
                tokens.add(message.getJMSCorrelationID());
            }
            assertThat(tokens).as(each.getKey()).isEqualTo(each.getValue());
        }
    }
}
