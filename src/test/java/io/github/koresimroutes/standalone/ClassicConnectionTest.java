package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.Message;
import org.apache.activemq.transport.RequestTimedOutIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a transaction when the broker dislikes one of its messages. */
class ClassicConnectionTest {

    private static final String BATON = "kore.dispatch.baton";

    private final BrokerService broker = new BrokerService();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private Connection connection;
    private Session session;
    private MessageProducer producer;

    @BeforeEach
    void connect() throws Exception {
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPlugins(new BrokerPlugin[] {next -> new BrokerFilter(next) {
            @Override
            public void send(ProducerBrokerExchange exchange, Message message) throws Exception {
                String text = ((ActiveMQTextMessage) message).getText();
                if (text.startsWith("bad")) {
                    throw new ResourceAllocationException("no room");
                }
                if (text.startsWith("stuck")) {
                    stuck.await();
                }
                super.send(exchange, message);
            }
        }});
        String url = broker.addConnector("tcp://127.0.0.1:0").getPublishableConnectString();
        broker.start();
        broker.waitUntilStarted();
        connection = ClassicClient.factory(new BrokerAddress(BrokerKind.ACTIVEMQ,
                url + "?jms.sendTimeout=1000", null, null), BATON).createConnection();
        connection.start();
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
        producer = session.createProducer(null);
    }

    @AfterEach
    void disconnect() throws Exception {
        stuck.countDown();
        connection.close();
        broker.stop();
        broker.waitUntilStopped();
    }

    private void send(String queue, String... texts) throws JMSException {
        for (String text : texts) {
            producer.send(session.createQueue(queue), session.createTextMessage(text));
        }
    }

    private long messages() throws Exception {
        Destination queue = broker.getDestination(new ActiveMQQueue("events"));
        return queue.getDestinationStatistics().getMessages().getCount();
    }

    @Test
    void aTransactionOfManyMessagesIsCommittedWhole() throws Exception {
        for (int i = 0; i < 300; i++) {
            send("events", "good".repeat(100));
        }
        send(BATON, "baton");
        session.commit();

        assertThat(messages()).isEqualTo(300);
    }

    @Test
    void theOnlyMessageOfATransactionSaysAtOnceWhyItIsRefused() {
        assertThatThrownBy(() -> send("events", "bad"))
                .isInstanceOf(ResourceAllocationException.class);
    }

    @Test
    void aTransactionOfWhichAMessageIsRefusedIsNotCommitted() throws Exception {
        // The last one: another behind it might be told already.
        send("events", "good", "bad");

        assertThatThrownBy(session::commit).isInstanceOf(JMSException.class);
        assertThat(messages()).isZero();
        send("events", "good");
        session.commit();
        assertThat(messages()).isEqualTo(1);
    }

    /** What the broker says of a message comes apart from its answers, and perhaps after them. */
    @Test
    void theBatonIsToldWhyAMessageBeforeItIsRefused() throws Exception {
        send("events", "good", "bad");

        await().untilAsserted(() -> assertThatThrownBy(() -> send(BATON, "baton"))
                .isInstanceOf(ResourceAllocationException.class));
        session.rollback();
        assertThat(messages()).isZero();
    }

    /** A broker that would commit the rest is not asked to, once it has said so. */
    @Test
    void aBrokerThatCommitsTheRestIsNotLetTo() throws Exception {
        broker.setRollbackOnlyOnAsyncException(false);
        send("events", "good", "bad");
        TimeUnit.SECONDS.sleep(1);

        assertThatThrownBy(session::commit).isInstanceOf(ResourceAllocationException.class);
        assertThat(messages()).isZero();
        send("events", "good");
        session.commit();
        assertThat(messages()).isEqualTo(1);
    }

    /** Until the sockets' buffers are full, a send that nobody answers ends at once. */
    @ParameterizedTest
    @ValueSource(ints = {10, 20_000})
    void aBrokerThatIsStuckHoldsNoSendForEver(int length) throws Exception {
        send("events", "good", "stuck");

        assertThatThrownBy(() -> {
            for (int i = 0; i < 60; i++) {
                send("events", "x".repeat(length));
            }
            send(BATON, "baton");
        }).hasRootCauseInstanceOf(RequestTimedOutIOException.class);
        stuck.countDown();
    }
}
