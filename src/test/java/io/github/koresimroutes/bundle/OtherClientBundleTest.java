package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bundle with a broker whose client is named by settings alone: here the one of Artemis. */
@Timeout(120)
class OtherClientBundleTest {

    private static final String USER = "kore-sim";
    private static final String CLIENT = "kore.broker.connection-factory";

    @TempDir
    private Path directory;

    @Test
    void eachEventIsOnItsQueueOnceAndInOrder() throws Exception {
        TestArtemis broker = new TestArtemis(directory.resolve("broker"),
                ArtemisDocsTest.documented().getSecurityRoles());
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.keySet().removeIf(key -> key.startsWith("kore.broker."));
        settings.put(CLIENT, "org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory");
        settings.put(CLIENT + ".brokerURL", broker.url());
        settings.put(CLIENT + ".call-timeout", "10000");
        settings.put(CLIENT + ".consumer-window-size", "0");
        settings.put("kore.broker.user", USER);
        settings.put("kore.broker.password", USER);
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            List<String> sent = send(bundle);
            // A consumer may not create the queue; the first event that is sent does.
            await().atMost(Duration.ofSeconds(30)).until(() ->
                    broker.server().locateQueue("kore.sim.active") != null);

            assertThat(TestBroker.take(broker.connectionFactory("kore-sim-consumer"),
                    "kore.sim.active", sent.size()))
                    .extracting(message -> TestBroker.text(message, "KoreIdempotencyToken"))
                    .isEqualTo(sent);
        } finally {
            broker.close();
        }
    }

    private static List<String> send(RunningBundle bundle) throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String token = KoreClient.newToken();
            assertThat(bundle.client().withToken(token).status()).isEqualTo(200);
            tokens.add(token);
        }
        return tokens;
    }
}
