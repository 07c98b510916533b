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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The queues on which a baton may be that an instance parked or a broker gave up. */
final class ParkedBatons {

    /** How many messages ActiveMQ reads from its store at once. */
    private static final int PAGE = 200;
    private static final long RECEIVE_MILLIS = 5_000;

    /** Tells the sequence number of a baton that its lane waits for. */
    interface Awaited {
        OptionalLong sequence(String text) throws SQLException;
    }

    private record Found(String queue, String messageId, long sequence) {
    }

    private final ConnectionFactory connections;
    private final String journal;
    private final String batonQueue;
    private final List<String> queues = new ArrayList<>();
    private final Map<String, Integer> cut = new LinkedHashMap<>();
    private Found found;

    /**
     * @param journal         the journal's id, with which its batons are marked
     * @param batonQueue      the lane's
     * @param deadLetterQueue where the broker puts what it gives up; null for the usual names
     */
    ParkedBatons(ConnectionFactory connections, String journal, String batonQueue,
            String parkedQueue, String deadLetterQueue) {
        this.connections = connections;
        this.journal = journal;
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
     * What the last look did not see, as a sentence; empty where it saw each queue whole. A baton
     * may lie there, so none may be made in its place.
     */
    Optional<String> unseen() {
        return cut.isEmpty() ? Optional.empty() : Optional.of(cut.entrySet().stream()
                .map(each -> "only the first " + each.getValue() + " messages of "
                        + each.getKey() + " could be looked at")
                .collect(Collectors.joining("; ")));
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
        cut.clear();
        try (Connection connection = connections.createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            for (String queue : queues) {
                look(session, queue, awaited);
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
            move.prepare(found, journal, batonQueue);
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

        private void prepare(Found found, String journal, String batonQueue)
                throws JMSException {
            connection.start();
            // Closed with the connection: after the commit.
            MessageConsumer consumer = session.createConsumer(
                    session.createQueue(found.queue()),
                    "JMSMessageID = " + literal(found.messageId()));
            Message parked = consumer.receive(RECEIVE_MILLIS);
            if (!(parked instanceof TextMessage text)) {
                throw new CommandException("the baton was on " + found.queue()
                        + " and cannot be taken from there. Look who consumes that queue.");
            }
            TextMessage baton = session.createTextMessage(text.getText());
            // Not what the message has: who moved it by hand may have lost the property.
            baton.setStringProperty("KoreJournal", journal);
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

    private void look(Session session, String queue, Awaited awaited)
            throws JMSException, SQLException {
        List<String> all = browse(session, queue, null, awaited);
        // Of what is behind a broker's limit ActiveMQ shows one page more at each such look.
        browse(session, queue, "KoreJournal = " + literal(journal), awaited);
        if (!isWhole(session, queue, awaited, all)) {
            cut.put(queue, all.size());
        }
    }

    /**
     * A browser ends without a word where a limit of the broker is reached: a number of messages,
     * or its memory. The first page comes whatever the memory. Without its first message, a queue
     * that is seen whole has nothing that was not seen before.
     */
    private boolean isWhole(Session session, String queue, Awaited awaited, List<String> all)
            throws JMSException, SQLException {
        if (all.isEmpty() || all.size() >= PAGE) {
            return all.isEmpty();
        }
        List<String> others =
                browse(session, queue, "JMSMessageID <> " + literal(all.get(0)), awaited);
        return all.subList(1, all.size()).containsAll(others);
    }

    /** Notes the best baton among those that it sees, and returns the ids of all messages. */
    private List<String> browse(Session session, String queue, String selector, Awaited awaited)
            throws JMSException, SQLException {
        List<String> ids = new ArrayList<>();
        try (QueueBrowser browser =
                session.createBrowser(session.createQueue(queue), selector)) {
            Enumeration<?> messages = browser.getEnumeration();
            while (messages.hasMoreElements()) {
                Message message = (Message) messages.nextElement();
                ids.add(message.getJMSMessageID());
                if (message instanceof TextMessage text) {
                    note(queue, message.getJMSMessageID(), awaited.sequence(text.getText()));
                }
            }
        }
        return ids;
    }

    private void note(String queue, String messageId, OptionalLong sequence) {
        if (sequence.isPresent() && (found == null || sequence.getAsLong() > found.sequence())) {
            found = new Found(queue, messageId, sequence.getAsLong());
        }
    }

    private static String literal(String text) {
        return "'" + String.valueOf(text).replace("'", "''") + "'";
    }
}
