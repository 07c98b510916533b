package io.github.koresimroutes.bundle;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.ActiveMQConnectionFactory;

/** Consumes all that {@link FastLoad} sent, and counts what is doubled or out of order. */
final class EventCount implements AutoCloseable {

    private final BitSet seen = new BitSet();
    private final Map<String, Long> lastOfSim = new HashMap<>();
    private final AtomicReference<JMSException> failure = new AtomicReference<>();
    private final List<Connection> connections = new ArrayList<>();
    private int twice;
    private int outOfOrder;

    EventCount(String url) throws JMSException {
        for (String status : FastLoad.STATUSES) {
            Connection connection = new ActiveMQConnectionFactory(url).createConnection();
            connections.add(connection);
            Session session = connection.createSession(false, Session.DUPS_OK_ACKNOWLEDGE);
            session.createConsumer(session.createQueue("kore.sim." + status))
                    .setMessageListener(this::count);
            connection.start();
        }
    }

    private synchronized void count(Message message) {
        try {
            int number = Integer.parseInt(message.getJMSCorrelationID().substring(2), 16);
            if (seen.get(number)) {
                twice++;
            }
            seen.set(number);
            long sequence = message.getLongProperty("KoreSequence");
            Long before = lastOfSim.put(message.getStringProperty("SimSid"), sequence);
            if (before != null && before >= sequence) {
                outOfOrder++;
            }
        } catch (JMSException e) {
            failure.set(e);
        }
    }

    synchronized int distinct() throws JMSException {
        if (failure.get() != null) {
            throw failure.get();
        }
        return seen.cardinality();
    }

    synchronized int twice() {
        return twice;
    }

    synchronized int outOfOrder() {
        return outOfOrder;
    }

    @Override
    public void close() throws JMSException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
