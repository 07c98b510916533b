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
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.Message;

/**
 * A real broker that is reached over TCP, and a consumer of its queues: ActiveMQ Classic, or what a
 * subclass starts instead.
 */
class TestBroker {

    private static final long LONGEST_WAIT_MILLIS = 60_000;
    private static final long QUIET_MILLIS = 700;

    private final Path directory;
    private final int port;
    private BrokerService broker;
    private volatile BiPredicate<String, String> refused = (queue, text) -> false;
    private volatile Supplier<JMSException> refusal;
    private volatile Predicate<String> silent = queue -> false;

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
        broker.setPlugins(new BrokerPlugin[] {next -> new Refusing(next)});
        broker.addConnector(url());
        prepare(broker);
        broker.start();
        broker.waitUntilStarted();
    }

    /** What a subclass adds before the start. */
    void prepare(BrokerService broker) throws Exception {
    }

    void stop() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }

    /** Has the broker refuse each message to a queue whose name and text fit. */
    void refuse(BiPredicate<String, String> which) {
        refuse(which, () -> new JMSException("this message is refused"));
    }

    /** The same, for another reason. Not on Artemis. */
    final void refuse(BiPredicate<String, String> which, Supplier<JMSException> why) {
        refusal = why;
        refused = which;
    }

    /** Has the broker refuse each consumer of a queue whose name fits. Not on Artemis. */
    final void refuseConsumers(Predicate<String> which) {
        silent = which;
    }

    final boolean isRefused(String queue, String text) {
        return refused.test(queue, text);
    }

    private final class Refusing extends BrokerFilter {

        Refusing(Broker next) {
            super(next);
        }

        @Override
        public void send(ProducerBrokerExchange exchange, Message message) throws Exception {
            if (message instanceof ActiveMQTextMessage text && isRefused(
                    message.getDestination().getPhysicalName(),
                    String.valueOf(text.getText()))) {
                throw refusal.get();
            }
            super.send(exchange, message);
        }

        @Override
        public Subscription addConsumer(ConnectionContext context, ConsumerInfo consumer)
                throws Exception {
            if (silent.test(consumer.getDestination().getPhysicalName())) {
                throw new JMSException("this consumer is refused");
            }
            return super.addConsumer(context, consumer);
        }
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

    static String text(TextMessage message, String property) {
        try {
            return message.getStringProperty(property);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
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
