package io.github.koresimroutes.bundle;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;

/**
 * A real broker that is reached over TCP, and a consumer of its queues: ActiveMQ Classic, or what a
 * subclass starts instead.
 */
class TestBroker {

    private static final long LONGEST_WAIT_MILLIS = 20_000;
    private static final long QUIET_MILLIS = 700;

    private final Path directory;
    private final int port;
    private BrokerService broker;

    TestBroker(Path directory) throws Exception {
        this(directory, RunningBundle.freePort());
        start();
    }

    /** Starts nothing yet. */
    TestBroker(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    void start() throws Exception {
        broker = new BrokerService();
        broker.setBrokerName("test-" + port);
        broker.setDataDirectory(directory.toString());
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.addConnector(url());
        broker.start();
        broker.waitUntilStarted();
    }

    void stop() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }

    final String url() {
        return "tcp://127.0.0.1:" + port;
    }

    final int port() {
        return port;
    }

    final Path directory() {
        return directory;
    }

    /** The settings of a bundle that uses this broker. */
    Map<String, String> settings() {
        return Map.of("kore.broker.url", url());
    }

    ConnectionFactory connectionFactory() {
        return new ActiveMQConnectionFactory(url());
    }

    /** Consumes {@code count} messages, and any further one that comes soon after them. */
    List<TextMessage> take(String queue, int count) throws JMSException {
        return take(connectionFactory(), queue, count);
    }

    /** The same from any ActiveMQ Classic. */
    static List<TextMessage> take(String url, String queue, int count) throws JMSException {
        return take(new ActiveMQConnectionFactory(url), queue, count);
    }

    /** The same from any broker. */
    static List<TextMessage> take(ConnectionFactory broker, String queue, int count)
            throws JMSException {
        List<TextMessage> taken = new ArrayList<>();
        try (Connection connection = broker.createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            while (true) {
                long wait = taken.size() < count ? LONGEST_WAIT_MILLIS : QUIET_MILLIS;
                TextMessage message = (TextMessage) consumer.receive(wait);
                if (message == null) {
                    return taken;
                }
                taken.add(message);
            }
        }
    }

    TextMessage takeOne(String queue) throws JMSException {
        List<TextMessage> taken = take(queue, 1);
        if (taken.size() != 1) {
            throw new AssertionError(taken.size() + " messages on " + queue + " instead of 1");
        }
        return taken.get(0);
    }

    void close() throws Exception {
        stop();
    }
}
