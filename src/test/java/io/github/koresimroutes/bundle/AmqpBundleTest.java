package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.DeliveryMode;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bundle on a broker by AMQP 1.0. What every broker must do is tested at length on the
 * others, and on this one with {@code -Pbrokers}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class AmqpBundleTest {

    private Path directory;
    private TestAmqp broker;
    private RunningBundle bundle;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        broker = new TestAmqp(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.dispatch.attempts", "2");
        settings.put("kore.dispatch.retry-pause", "100ms");
        bundle = RunningBundle.start(settings);
    }

    @AfterAll
    void stop() throws Exception {
        if (bundle != null) {
            bundle.close();
        }
        broker.close();
    }

    @Test
    void theMessageIsWhatTheContractSays() throws Exception {
        String token = KoreClient.newToken();
        assertThat(bundle.client().withToken(token).status()).isEqualTo(200);

        TextMessage message = broker.takeOne("kore.sim.active");

        assertThat(MessageContract.problems(message)).isEmpty();
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(message.getJMSExpiration()).isZero();
        assertThat(message.getJMSType()).isEqualTo("kore.sim-status");
        assertThat(message.getJMSCorrelationID()).isEqualTo(token);
        assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo(KoreClient.SIM);
        assertThat(message.getLongProperty("KoreSequence")).isPositive();
        assertThat(message.getStringProperty("_AMQ_DUPL_ID")).isNotBlank();
    }

    /** The broker translates, and adds properties of its own. */
    @Test
    void aConsumerWithAnotherClientGetsTheSame() throws Exception {
        String token = KoreClient.newToken();
        assertThat(bundle.client().withToken(token).withStatus("ready").status()).isEqualTo(200);

        TextMessage message = TestBroker.take(
                new ActiveMQConnectionFactory(broker.url()), "kore.sim.ready", 1).get(0);

        assertThat(MessageContract.problems(message)).allMatch(each -> each.contains("JMS_AMQP_"));
        assertThat(message.getJMSType()).isEqualTo("kore.sim-status");
        assertThat(message.getJMSCorrelationID()).isEqualTo(token);
        assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo(KoreClient.SIM);
    }

    @Test
    void whatCameDuringAnOutageArrivesAfterItOnceAndInOrder() throws Exception {
        List<String> sent = new ArrayList<>(send(20));
        broker.stop();
        sent.addAll(send(30));
        broker.start();
        sent.addAll(send(20));

        assertThat(broker.take("kore.sim.new", sent.size()))
                .extracting(message -> TestBroker.text(message, "KoreIdempotencyToken"))
                .isEqualTo(sent);
    }

    private List<String> send(int count) throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String token = KoreClient.newToken();
            assertThat(bundle.client().withStatus("new").withToken(token).status())
                    .isEqualTo(200);
            tokens.add(token);
        }
        return tokens;
    }

    @Test
    void theOneEventThatTheBrokerRefusesIsFoundAndSetAside() throws Exception {
        String bad = "HS" + "0".repeat(32);
        broker.refuse((queue, text) -> text.contains("SimSid\":\"" + bad));
        for (String sim : List.of("HS" + "1".repeat(32), bad, "HS" + "2".repeat(32))) {
            assertThat(bundle.client().withNewToken().withBody(KoreClient.body("suspended")
                    .replace(KoreClient.SIM, sim)).status()).isEqualTo(200);
        }

        assertThat(broker.take("kore.sim.suspended", 2)).hasSize(2);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> JournalRows.count(directory, "failed") == 1);
    }
}
