package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.Batch;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import java.util.function.UnaryOperator;
import org.apache.camel.component.jms.JmsConfiguration;
import org.springframework.jms.core.SessionCallback;

/**
 * The settings of the JMS component, with which the batch of a thread is told how each send ended:
 * by the very call that sends, so that nothing which the routes make of a failure can hide it.
 * Camel's events of a send may come when an error handler has cleared the failure, and not for
 * every kind of endpoint.
 *
 * <p>Each endpoint has a copy of these settings, and makes its templates of it.
 */
final class WatchedSends extends JmsConfiguration {

    /** Shared by the copies. */
    private final ThreadLocal<Batch> batches = new ThreadLocal<>();

    private final UnaryOperator<ConnectionFactory> connectionsInstead;

    WatchedSends() {
        this(UnaryOperator.identity());
    }

    /** @param connectionsInstead what to send with instead of what an endpoint is set to */
    WatchedSends(UnaryOperator<ConnectionFactory> connectionsInstead) {
        this.connectionsInstead = connectionsInstead;
    }

    /** From now on what this thread sends is the batch's. */
    void begin(Batch batch) {
        batches.set(batch);
    }

    /** What this thread sends is no batch's any more. */
    void end() {
        batches.remove();
    }

    /** Whether this thread sends the batch. */
    boolean isOf(Batch batch) {
        return batches.get() == batch;
    }

    @Override
    protected CamelJmsTemplate createCamelJmsTemplate(ConnectionFactory connections) {
        return new Template(this, connectionsInstead.apply(connections), batches);
    }

    private static final class Template extends CamelJmsTemplate {

        private final ThreadLocal<Batch> batches;

        Template(JmsConfiguration settings, ConnectionFactory connections,
                ThreadLocal<Batch> batches) {
            super(settings, connections);
            this.batches = batches;
        }

        /** What may fail before there is a message is part of it: a producer that is refused. */
        @Override
        public <T> T execute(SessionCallback<T> action, boolean startConnection) {
            try {
                return super.execute(action, startConnection);
            } catch (RuntimeException e) {
                Batch batch = batches.get();
                if (batch != null) {
                    batch.sendFailed(e);
                }
                throw e;
            }
        }

        @Override
        protected void doSend(MessageProducer producer, Message message) throws JMSException {
            super.doSend(producer, message);
            Batch batch = batches.get();
            if (batch != null) {
                batch.sent(message);
            }
        }
    }
}
