package checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;

/** A consumer of the queues that the bundle dispatches to, with a connection for each visit. */
final class Queues {

    private Queues() {
    }

    /** Takes as many messages as are asked for; fails where they do not come. */
    static List<Message> take(String broker, String queue, int count) throws Exception {
        List<Message> taken = receive(broker, queue, count, 30_000);
        assertEquals(count, taken.size(), "messages on " + queue);
        return taken;
    }

    /**
     * Takes what comes.
     *
     * @param count    the most that is taken
     * @param patience how long the next one is waited for, in milliseconds
     */
    static List<Message> receive(String broker, String queue, int count, long patience)
            throws Exception {
        try (Connection connection = new ActiveMQConnectionFactory(broker).createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            connection.start();
            List<Message> taken = new ArrayList<>();
            while (taken.size() < count) {
                Message message = consumer.receive(patience);
                if (message == null) {
                    return taken;
                }
                taken.add(message);
            }
            return taken;
        }
    }
}
