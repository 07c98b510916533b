package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the baton needs of a transaction over AMQP, on every broker. */
@Timeout(60)
abstract class AmqpTransactionContract {

    static final String BAD = "bad";
    private static final String BATON = "kore.dispatch.baton.0";
    private static final String EVENTS = "kore.sim.active";

    private String url;
    private Connection connection;
    private Session session;
    private MessageProducer producer;
    private MessageConsumer consumer;

    /**
     * Starts a broker that refuses each message whose property Kind is {@link #BAD}, and whose
     * transactions go on nevertheless, as AMQP has it.
     *
     * @return its URL
     */
    abstract String start(Path directory) throws Exception;

    abstract void stop() throws Exception;

    /** Ends all connections, as the broker sees it. */
    abstract void cut() throws Exception;

    /** How many messages are on a queue, and 0 where there is none. */
    abstract long messages(String queue) throws Exception;

    @BeforeEach
    void connect(@TempDir Path directory) throws Exception {
        url = start(directory);
        begin();
    }

    private void begin() throws JMSException {
        connection = AmqpClient.factory(
                new BrokerAddress(BrokerKind.AMQP, url, null, null)).createConnection();
        connection.start();
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
        producer = session.createProducer(null);
        consumer = session.createConsumer(session.createQueue(BATON));
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
        stop();
    }

    private void send(String queue, String kind) throws JMSException {
        Message message = session.createTextMessage("{}");
        message.setStringProperty("Kind", kind);
        producer.send(session.createQueue(queue), message);
    }

    private Message receive() throws JMSException {
        Message received = consumer.receive(10_000);
        assertThat(received).isNotNull();
        return received;
    }

    @Test
    void aMessageThatIsRefusedIsToldByTheVerySend() throws Exception {
        send(EVENTS, "good");

        assertThatThrownBy(() -> send(EVENTS, BAD)).isInstanceOf(JMSException.class);
        session.rollback();
        assertThat(messages(EVENTS)).isZero();
    }

    @Test
    void theReceiptAndTheSendsAreOneTransaction() throws Exception {
        send(BATON, "good");
        session.commit();

        receive();
        send(EVENTS, "good");
        session.rollback();
        assertThat(messages(EVENTS)).isZero();

        receive();
        send(EVENTS, "good");
        session.commit();
        assertThat(messages(EVENTS)).isEqualTo(1);
        assertThat(messages(BATON)).isZero();
    }

    @Test
    void aBatonThatIsRolledBackComesAgainWithoutLimitAndSaysSo() throws Exception {
        send(BATON, "good");
        session.commit();

        for (int i = 0; i < 25; i++) {
            assertThat(receive().getJMSRedelivered()).as("delivery %s", i).isEqualTo(i > 0);
            session.rollback();
        }
    }

    @Test
    void whatABrokenConnectionHeldComesAgainAndSaysSo() throws Exception {
        send(BATON, "good");
        session.commit();
        receive();
        send(EVENTS, "good");

        cut();
        assertThatThrownBy(session::commit).isInstanceOf(JMSException.class);

        begin();
        assertThat(receive().getJMSRedelivered()).isTrue();
        assertThat(messages(EVENTS)).isZero();
    }
}
