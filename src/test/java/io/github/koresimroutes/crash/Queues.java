package io.github.koresimroutes.crash;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;

/** The queues that events go to, read by a plain JMS consumer. */
final class Queues {

    private static final long QUIET_MILLIS = 1_500;
    private static final int COMMIT_EVERY = 200;

    private Queues() {
    }

    /** The queue that the shipped routes send a status to. */
    static String of(String status) {
        return "kore.sim." + (status.equals("no-such-status") ? "unrouted" : status);
    }

    /** Takes all that lies on the queues, in the order of each queue. */
    static List<Delivery> drain(ConnectionFactory factory) throws JMSException {
        List<Delivery> found = new ArrayList<>();
        try (Connection connection = factory.createConnection()) {
            connection.start();
            for (String status : KoreLoad.STATUSES) {
                drain(connection, of(status), found);
            }
        }
        return found;
    }

    private static void drain(Connection connection, String queue, List<Delivery> found)
            throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            Message message;
            int count = 0;
            while ((message = consumer.receive(QUIET_MILLIS)) != null) {
                found.add(new Delivery(queue,
                        message.getStringProperty("KoreIdempotencyToken"),
                        message.getStringProperty("SimSid"),
                        message.propertyExists("KoreSequence")
                                ? message.getLongProperty("KoreSequence") : count));
                if (++count % COMMIT_EVERY == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
    }
}
