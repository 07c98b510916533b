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
public final class Queues {

    private static final long QUIET_MILLIS = 3_000;
    private static final int COMMIT_EVERY = 200;

    private Queues() {
    }

    /** The queue that the shipped routes send a status to. */
    static String of(String status) {
        return "kore.sim." + (status.equals("no-such-status") ? "unrouted" : status);
    }

    /** Takes all that lies on the queues, in the order of each queue. */
    public static List<Delivery> drain(ConnectionFactory factory) {
        return KoreLoad.STATUSES.parallelStream()
                .flatMap(status -> drain(factory, of(status)).stream()).toList();
    }

    private static List<Delivery> drain(ConnectionFactory factory, String queue) {
        List<Delivery> found = new ArrayList<>();
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            Message message;
            while ((message = consumer.receive(QUIET_MILLIS)) != null) {
                found.add(delivery(queue, message, found.size()));
                if (found.size() % COMMIT_EVERY == 0) {
                    session.commit();
                }
            }
            session.commit();
            return found;
        } catch (JMSException e) {
            throw new IllegalStateException("cannot drain " + queue, e);
        }
    }

    private static Delivery delivery(String queue, Message message, int position)
            throws JMSException {
        return new Delivery(queue, message.getStringProperty("KoreIdempotencyToken"),
                message.getStringProperty("SimSid"),
                // The stock pattern numbers nothing.
                message.propertyExists("KoreSequence")
                        ? message.getLongProperty("KoreSequence") : position);
    }
}
