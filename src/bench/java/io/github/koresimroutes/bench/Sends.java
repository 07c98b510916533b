package io.github.koresimroutes.bench;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/** Sends messages as large as those of events, persistent ones, with nothing around it. */
final class Sends implements Pace.Work {

    private static final int BODY_CHARS = 300;

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;
    private final int aCommit;

    /** @param aCommit how many messages in one transaction; 1 for none, each by itself */
    Sends(Broker broker, int aCommit) throws JMSException {
        this.aCommit = aCommit;
        connection = broker.connections().createConnection();
        connection.start();
        session = aCommit > 1 ? connection.createSession(true, Session.SESSION_TRANSACTED)
                : connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        producer = session.createProducer(session.createQueue("limits"));
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
    }

    @Override
    public int once() throws JMSException {
        for (int i = 0; i < aCommit; i++) {
            producer.send(session.createTextMessage("x".repeat(BODY_CHARS)));
        }
        if (session.getTransacted()) {
            session.commit();
        }
        return aCommit;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
