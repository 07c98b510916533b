import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Enumeration;
import java.util.TreeSet;
import org.apache.activemq.ActiveMQConnectionFactory;

/**
 * Prints what lies on a queue, and what comes, until Ctrl-C.
 *
 * <pre>java -cp 'lib/*' docs/examples/Consume.java tcp://localhost:61616 kore.sim.active</pre>
 *
 * KORE_BROKER_USER and KORE_BROKER_PASSWORD in the environment are used if the broker wants them.
 */
public final class Consume {

    private Consume() {
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            System.err.println("Usage: Consume BROKER-URL QUEUE");
            System.exit(2);
        }
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                System.getenv("KORE_BROKER_USER"), System.getenv("KORE_BROKER_PASSWORD"), args[0]);
        try (Connection connection = factory.createConnection()) {
            connection.start();
            // A message is gone from the broker only after it was printed and acknowledged.
            Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue(args[1]));
            System.out.println("Waiting for messages on " + args[1] + ", Ctrl-C stops.");
            for (Message message = consumer.receive(); message != null;
                    message = consumer.receive()) {
                print(message);
                message.acknowledge();
            }
        }
    }

    private static void print(Message message) throws Exception {
        System.out.println();
        System.out.println("JMSType = " + message.getJMSType());
        System.out.println("JMSCorrelationID = " + message.getJMSCorrelationID());
        TreeSet<String> names = new TreeSet<>();
        for (Enumeration<?> all = message.getPropertyNames(); all.hasMoreElements();) {
            names.add(all.nextElement().toString());
        }
        for (String name : names) {
            System.out.println(name + " = " + message.getObjectProperty(name));
        }
        System.out.println(message instanceof TextMessage text
                ? text.getText() : message.getClass().getSimpleName());
    }
}
