package io.github.koresimroutes.trial;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQStreamMessage;
import org.apache.activemq.command.ActiveMQTempQueue;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.ActiveMQTopic;

/**
 * A JMS provider that goes nowhere: it tells what is sent. As in a dispatch, a thread has
 * one session for all its sends, and another thread another.
 */
final class RecordingBroker {

    private static final long LONGEST_RECEIVE_MILLIS = 1000;

    private final Consumer<Message> sent;
    private final Map<Thread, Session> sessions = new ConcurrentHashMap<>();
    private final ConnectionFactory connections = proxy(ConnectionFactory.class,
            (self, method, args) -> method.getName().equals("createConnection")
                    ? connection() : other(self, method.getName(), args));

    /** @param sent is told of each message */
    RecordingBroker(Consumer<Message> sent) {
        this.sent = sent;
    }

    ConnectionFactory connections() {
        return connections;
    }

    /** The session of the calling thread. */
    Session session() {
        return sessions.computeIfAbsent(Thread.currentThread(), thread -> newSession());
    }

    private Connection connection() {
        return proxy(Connection.class, (self, method, args) ->
                method.getName().equals("createSession")
                        ? session() : other(self, method.getName(), args));
    }

    private Session newSession() {
        return proxy(Session.class, (self, method, args) -> switch (method.getName()) {
            case "createMessage" -> new ActiveMQMessage();
            case "createTextMessage" -> {
                ActiveMQTextMessage text = new ActiveMQTextMessage();
                text.setText(args == null ? null : (String) args[0]);
                yield text;
            }
            case "createBytesMessage" -> new ActiveMQBytesMessage();
            case "createMapMessage" -> new ActiveMQMapMessage();
            case "createStreamMessage" -> new ActiveMQStreamMessage();
            case "createObjectMessage" -> {
                ActiveMQObjectMessage object = new ActiveMQObjectMessage();
                object.setObject(args == null ? null : (Serializable) args[0]);
                yield object;
            }
            case "createQueue" -> new ActiveMQQueue((String) args[0]);
            case "createTopic" -> new ActiveMQTopic((String) args[0]);
            case "createTemporaryQueue" -> new ActiveMQTempQueue("trial");
            case "createProducer" -> producer((Destination) args[0]);
            case "createConsumer" -> consumer();
            case "getTransacted" -> true;
            default -> other(self, method.getName(), args);
        });
    }

    /** Whatever waits for an answer gets none. */
    private static MessageConsumer consumer() {
        return proxy(MessageConsumer.class, (self, method, args) -> {
            if (method.getName().equals("receive")) {
                Thread.sleep(LONGEST_RECEIVE_MILLIS);
                return null;
            }
            return other(self, method.getName(), args);
        });
    }

    private MessageProducer producer(Destination destination) {
        Qos qos = new Qos();
        return proxy(MessageProducer.class, (self, method, args) -> switch (method.getName()) {
            case "setDeliveryMode" -> {
                qos.deliveryMode = (Integer) args[0];
                yield null;
            }
            case "setTimeToLive" -> {
                qos.timeToLive = (Long) args[0];
                yield null;
            }
            case "send" -> {
                send(destination, args, qos);
                yield null;
            }
            default -> other(self, method.getName(), args);
        });
    }

    /** (message), (message, mode, priority, time), or either with the destination before. */
    private void send(Destination own, Object[] args, Qos qos) throws JMSException {
        int first = args[0] instanceof Message ? 0 : 1;
        Message message = (Message) args[first];
        boolean explicit = args.length > first + 3;
        int mode = explicit ? (Integer) args[first + 1] : qos.deliveryMode;
        long time = explicit ? (Long) args[first + 3] : qos.timeToLive;
        message.setJMSDestination(first == 0 ? own : (Destination) args[0]);
        message.setJMSDeliveryMode(mode);
        message.setJMSExpiration(time == 0 ? 0 : System.currentTimeMillis() + time);
        sent.accept(message);
    }

    private static final class Qos {
        private int deliveryMode = DeliveryMode.PERSISTENT;
        private long timeToLive;
    }

    /** What every Java object answers, and else nothing. */
    private static Object other(Object self, String method, Object[] args) {
        return switch (method) {
            case "equals" -> self == args[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> "trial";
            case "getAcknowledgeMode", "getDeliveryMode" -> Session.AUTO_ACKNOWLEDGE;
            case "getPriority" -> Message.DEFAULT_PRIORITY;
            case "getTimeToLive", "getDeliveryDelay" -> 0L;
            case "getDisableMessageID", "getDisableMessageTimestamp" -> false;
            default -> null;
        };
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
