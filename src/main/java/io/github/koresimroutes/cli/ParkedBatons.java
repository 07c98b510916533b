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

    /**
     * Asks for an answer: a connection alone proves nothing of a broker that accepts and is silent.
     *
     * @throws JMSException where the broker does not answer
     */
    void requireBroker() throws JMSException {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            try (QueueBrowser browser =
                    session.createBrowser(session.createQueue(queues.get(0)))) {
                browser.getEnumeration().hasMoreElements();
            }
        }
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
     * Takes the baton that was found, to put it on its lane's queue.
     *
     * @throws CommandException where it is gone meanwhile
     */
    Move take() throws JMSException {
        Move move = new Move(connections.createConnection());
        try {
            move.prepare(found, batonQueue);
            return move;
        } catch (JMSException | RuntimeException e) {
            move.close();
            throw e;
        }
    }

    /** A baton on its way from one queue to the other, in one transaction that is still open. */
    static final class Move implements AutoCloseable {

        private final Connection connection;
        private final Session session;

        private Move(Connection connection) throws JMSException {
            this.connection = connection;
            this.session = connection.createSession(true, Session.SESSION_TRANSACTED);
        }

        private void prepare(Found found, String batonQueue) throws JMSException {
            connection.start();
            // Closed with the connection: after the commit.
            MessageConsumer consumer = session.createConsumer(
                    session.createQueue(found.queue()),
                    "JMSMessageID = '" + found.messageId() + "'");
            Message parked = consumer.receive(RECEIVE_MILLIS);
            if (!(parked instanceof TextMessage text)) {
                throw new CommandException("the baton was on " + found.queue()
                        + " and is gone. Look who consumes that queue, and repeat.");
            }
            TextMessage baton = session.createTextMessage(text.getText());
            baton.setStringProperty("KoreJournal", text.getStringProperty("KoreJournal"));
            session.createProducer(session.createQueue(batonQueue)).send(baton);
        }

        void commit() throws JMSException {
            session.commit();
        }

        /** Without a commit before, the baton stays where it was. */
        @Override
        public void close() throws JMSException {
            connection.close();
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
