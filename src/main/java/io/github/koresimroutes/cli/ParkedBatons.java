package io.github.koresimroutes.cli;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.OptionalLong;

/** The queues on which a baton may be that an instance parked or a broker gave up. */
final class ParkedBatons {

    private static final long RECEIVE_MILLIS = 5_000;

    /** Tells the sequence number of a baton that its lane waits for. */
    interface Awaited {
        OptionalLong sequence(String text) throws SQLException;
    }

    private record Found(String queue, String messageId, long sequence) {
    }

    private final ConnectionFactory connections;
    private final String batonQueue;
    private final List<String> queues = new ArrayList<>();
    private Found found;

    /** @param deadLetterQueue where the broker puts what it gives up; null for the usual names */
    ParkedBatons(ConnectionFactory connections, String batonQueue, String parkedQueue,
            String deadLetterQueue) {
        this.connections = connections;
        this.batonQueue = batonQueue;
        queues.add(parkedQueue);
        if (deadLetterQueue != null) {
            queues.add(deadLetterQueue);
        } else {
            queues.addAll(List.of("DLQ." + batonQueue, "ActiveMQ.DLQ", "DLQ"));
        }
    }

    String searched() {
        return String.join(" nor on ", queues);
    }

    /** @throws JMSException where the broker cannot be reached */
    void requireBroker() throws JMSException {
        connections.createConnection().close();
    }

    /** Looks for the baton that its lane waits for. */
    boolean isFound(Awaited awaited) throws JMSException, SQLException {
        found = null;
        try (Connection connection = connections.createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            for (String queue : queues) {
                found = best(session, queue, awaited, found);
            }
        }
        return found != null;
    }

    /**
     * Moves the baton that was found to its lane's queue, in one transaction.
     *
     * @throws CommandException where it is gone meanwhile
     */
    void putBack() throws JMSException {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            try (MessageConsumer consumer = session.createConsumer(
                    session.createQueue(found.queue()),
                    "JMSMessageID = '" + found.messageId() + "'")) {
                Message parked = consumer.receive(RECEIVE_MILLIS);
                if (!(parked instanceof TextMessage text)) {
                    throw new CommandException("the baton was on " + found.queue()
                            + " and is gone. Look who consumes that queue, and repeat.");
                }
                TextMessage baton = session.createTextMessage(text.getText());
                baton.setStringProperty("KoreJournal", text.getStringProperty("KoreJournal"));
                session.createProducer(session.createQueue(batonQueue)).send(baton);
                session.commit();
            }
        }
    }

    private static Found best(Session session, String queue, Awaited awaited, Found best)
            throws JMSException, SQLException {
        Found better = best;
        try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            Enumeration<?> messages = browser.getEnumeration();
            while (messages.hasMoreElements()) {
                if (messages.nextElement() instanceof TextMessage message) {
                    OptionalLong sequence = awaited.sequence(message.getText());
                    if (sequence.isPresent()
                            && (better == null || sequence.getAsLong() > better.sequence())) {
                        better = new Found(queue, message.getJMSMessageID(), sequence.getAsLong());
                    }
                }
            }
        }
        return better;
    }
}
