package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two installations, each with a journal of its own, on one broker and the same queue names. */
@Timeout(120)
class OneBrokerTest {

    @TempDir
    private Path directory;
    private TestBroker broker;
    private RunningBundle one;
    private RunningBundle other;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        one = RunningBundle.start(settings("one"));
        other = RunningBundle.start(settings("other"));
    }

    private Map<String, String> settings(String name) throws Exception {
        return RunningBundle.sqlite(Files.createDirectory(directory.resolve(name)), broker);
    }

    @AfterEach
    void stop() throws Exception {
        one.close();
        other.close();
        broker.close();
    }

    @Test
    void neitherTakesTheOtherOnesBaton() throws Exception {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            for (RunningBundle each : List.of(one, other)) {
                String token = KoreClient.newToken();
                assertThat(each.client().withToken(token).status()).isEqualTo(200);
                sent.add(token);
            }
        }

        List<String> taken = new ArrayList<>();
        for (TextMessage message : broker.take("kore.sim.active", 60)) {
            taken.add(message.getStringProperty("KoreIdempotencyToken"));
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(broker.take("kore.dispatch.parked", 0)).isEmpty();
    }

    /** Each of them, undone, lets the receipt of the baton and the sends fall apart. */
    @Test
    void theReceiptOfTheBatonAndTheSendsShareOneSession() {
        JmsComponent jms = one.context().getComponent("kore-jms", JmsComponent.class);
        await().until(() -> one.context().getRoute("dispatch-lane-0") != null);
        JmsEndpoint baton = (JmsEndpoint) one.context().getRoute("dispatch-lane-0").getEndpoint();

        assertThat(jms.getConfiguration().getTransactionManager()).isNull();
        assertThat(baton.getTransactionManager()).isNull();
        assertThat(baton.getConfiguration().isLazyCreateTransactionManager()).isFalse();
        assertThat(baton.isTransacted()).isTrue();
        assertThat(baton.getCacheLevelName()).isEqualTo("CACHE_CONSUMER");
        assertThat(baton.getConcurrentConsumers()).isEqualTo(1);
        assertThat(baton.getConnectionFactory())
                .isSameAs(jms.getConfiguration().getConnectionFactory());
        assertThat(baton.getDestinationName()).as("one queue a lane, so that nobody hoards")
                .isEqualTo("kore.dispatch.baton.0");
    }
}
