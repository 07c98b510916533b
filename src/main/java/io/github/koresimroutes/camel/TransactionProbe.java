package io.github.koresimroutes.camel;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.UUID;

/**
 * Proves, before the first batch, that what a transacted session sends and rolls back is never
 * seen. There are connection factories that give sessions without transactions to whoever asks for
 * one, among them those that an application server manages: with these, a batch that is rolled back
 * would be sent, and sent again.
 */
final class TransactionProbe {

    private static final String PROPERTY = "KoreProbe";

    private final ConnectionFactory connections;
    private final String queueName;
    private boolean proven;

    /** @param queueName a queue that nobody consumes */
    TransactionProbe(ConnectionFactory connections, String queueName) {
        this.connections = connections;
        this.queueName = queueName;
    }

    /**
     * Does nothing once it has succeeded.
     *
     * @throws IllegalStateException where a message that was rolled back is on its queue
     */
    synchronized void prove() throws JMSException {
        if (proven) {
            return;
        }
        String id = UUID.randomUUID().toString();
        try (Connection connection = connections.createConnection()) {
            connection.start();
            sendAndRollBack(connection, id);
            if (isThere(connection, id)) {
                throw new IllegalStateException("the connection factory gives sessions that do not"
                        + " roll back. Nothing is dispatched with it: bind one that is neither"
                        + " managed by an application server nor part of XA transactions");
            }
        }
        proven = true;
    }

    private void sendAndRollBack(Connection connection, String id) throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(queueName))) {
            jakarta.jms.Message message = session.createTextMessage();
            message.setStringProperty(PROPERTY, id);
            producer.send(message);
            session.rollback();
        }
    }

    private boolean isThere(Connection connection, String id) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            Queue queue = session.createQueue(queueName);
            try (QueueBrowser browser =
                    session.createBrowser(queue, PROPERTY + " = '" + id + "'")) {
                return browser.getEnumeration().hasMoreElements();
            }
        }
    }
}
