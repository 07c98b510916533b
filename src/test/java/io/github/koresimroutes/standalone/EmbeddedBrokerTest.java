package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.RedeliveryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

@SuppressWarnings("try") // the broker only has to be there
class EmbeddedBrokerTest {

    @TempDir
    private Path temp;

    @Test
    void aMessageSurvivesARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(temp, "")) {
            inSession((session, queue) ->
                    session.createProducer(queue).send(session.createTextMessage("kept")));
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(temp, "")) {
            inSession((session, queue) -> assertThat(
                    session.createConsumer(queue).receive(5_000).getBody(String.class))
                    .isEqualTo("kept"));
        }
    }

    @Test
    void aMessageThatIsRolledBackAgainAndAgainStaysOnItsQueue() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(temp, "")) {
            ActiveMQConnectionFactory factory = factory(BrokerConnections.EMBEDDED.url());
            factory.getRedeliveryPolicy().setInitialRedeliveryDelay(1);
            factory.getRedeliveryPolicy().setMaximumRedeliveryDelay(1);
            try (Connection connection = factory.createConnection()) {
                connection.start();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                Queue queue = session.createQueue("kore.test");
                session.createProducer(queue).send(session.createTextMessage("baton"));
                session.commit();
                MessageConsumer consumer = session.createConsumer(queue);
                for (int i = 0; i < 10; i++) {
                    Message message = consumer.receive(5_000);
                    assertThat(message).as("delivery %s", i).isNotNull();
                    session.rollback();
                }
            }
        }
    }

    /**
     * More often than the clients' default of 6 and Artemis' of 10, and without the delay that
     * grows for other queues: with that one the last of these deliveries would come after minutes.
     */
    @ParameterizedTest
    @ValueSource(strings = {"baton", "baton.3"})
    void theBatonOfEachLaneComesAgainWithoutLimitAndWithoutDelay(String name) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(temp, "");
                Connection connection =
                        factory(BrokerConnections.EMBEDDED.url()).createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            Queue queue = session.createQueue(name);
            session.createProducer(queue).send(session.createTextMessage("baton"));
            session.commit();
            MessageConsumer consumer = session.createConsumer(queue);
            for (int i = 0; i < 12; i++) {
                assertThat(consumer.receive(3_000)).as("delivery %s", i).isNotNull();
                session.rollback();
            }
            assertThat(consumer.receive(3_000)).isNotNull();
            session.commit();
            assertThat(session.createConsumer(session.createQueue("DLQ." + name)).receiveNoWait())
                    .isNull();
        }
    }

    @Test
    void aTakenPortIsSaidAtOnceAndLeavesNothingLocked() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String connector = "tcp://127.0.0.1:" + taken.getLocalPort();
            assertThatThrownBy(() -> EmbeddedBroker.start(temp, connector))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("the broker cannot listen on " + connector + ": ")
                    .hasMessageContaining("kore.broker.connector");
        }
        EmbeddedBroker.start(temp, "").close();
    }

    @Test
    void dataInUseIsSaidAtOnce() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(temp, "")) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> EmbeddedBroker.start(temp, ""))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("is used by another process")
                    .hasMessageContaining("Another kore.broker.data is only for a second"
                            + " installation with its own kore.journal.url");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void whatTheUrlSetsWinsOverTheDefaults() {
        ActiveMQConnectionFactory factory = factory("tcp://127.0.0.1:1?jms.sendTimeout=77");
        assertThat(factory.getSendTimeout()).isEqualTo(77);
        assertThat(factory.getConnectResponseTimeout()).isPositive();
        assertThat(factory.getPrefetchPolicy().getQueuePrefetch()).isEqualTo(1);
        assertThat(factory.getRedeliveryPolicy().getMaximumRedeliveries())
                .isEqualTo(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
    }

    @Test
    void aUrlThatIsNoneIsSaid() {
        assertThatThrownBy(() -> factory("tcp://a b"))
                .isInstanceOf(StartException.class).hasMessageContaining("kore.broker.url");
    }

    private static ActiveMQConnectionFactory factory(String url) {
        return (ActiveMQConnectionFactory) BrokerConnections
                .pool(new BrokerAddress(BrokerKind.ACTIVEMQ, url, null, null), "baton")
                .getConnectionFactory();
    }

    private static void inSession(Step step) throws Exception {
        JmsPoolConnectionFactory pool = BrokerConnections.pool(BrokerConnections.EMBEDDED, "baton");
        try (Connection connection = pool.createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            step.run(session, session.createQueue("kore.test"));
        } finally {
            pool.stop();
        }
    }

    private interface Step {
        void run(Session session, Queue queue) throws Exception;
    }
}
