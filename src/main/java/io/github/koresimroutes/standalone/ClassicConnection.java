package io.github.koresimroutes.standalone;

import jakarta.jms.JMSException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.Command;
import org.apache.activemq.command.ConnectionError;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.Response;
import org.apache.activemq.command.TransactionId;
import org.apache.activemq.command.TransactionInfo;
import org.apache.activemq.management.JMSStatsImpl;
import org.apache.activemq.transport.Transport;
import org.apache.activemq.util.IdGenerator;
import org.apache.activemq.util.JMSExceptionSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the broker's answer to some of the messages of a transaction, and not to each. The
 * client of ActiveMQ waits for none where it has no {@code sendTimeout}, and then a broker that has
 * no room holds its thread for ever; or for each, which costs a round trip for every event.
 *
 * <p>It waits for the first, so that a transaction of one event ends as if there were only such
 * ones; for the baton, which is the last; and in between as often as keeps a broker that does not
 * read from blocking a send. A broker that refuses one of the others does not commit the
 * transaction ({@code rollbackOnlyOnAsyncException}), and says why in a message of its own. More in
 * docs/decisions/0011-sends-without-answers.md.
 */
final class ClassicConnection extends ActiveMQConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ClassicConnection.class);

    /** So many bytes fit into the sockets' buffers, whether or not the broker reads them. */
    private static final int MOST_UNANSWERED_BYTES = 96 * 1024;

    /** Of one transaction, and so of one thread; what was refused is told by the one that reads. */
    private static final class Sends {

        private int room;
        private volatile Throwable refusal;

        void check() throws JMSException {
            if (refusal != null) {
                throw JMSExceptionSupport.create(refusal);
            }
        }
    }

    private final String baton;
    private final Map<TransactionId, Sends> open = new ConcurrentHashMap<>();

    private ClassicConnection(String baton, Transport transport, IdGenerator clientIds,
            IdGenerator connectionIds, JMSStatsImpl stats) throws Exception {
        super(transport, clientIds, connectionIds, stats);
        this.baton = baton;
    }

    @Override
    public Response syncSendPacket(Command command, int timeout) throws JMSException {
        if (command instanceof Message message && message.isInTransaction()) {
            return send(message, timeout);
        }
        if (command instanceof TransactionInfo end) {
            Sends sends = open.remove(end.getTransactionId());
            if (sends != null && end.getType() == TransactionInfo.COMMIT_ONE_PHASE) {
                rollBackIfRefused(sends, end, timeout);
            }
        }
        return super.syncSendPacket(command, timeout);
    }

    private Response send(Message message, int timeout) throws JMSException {
        Sends sends = open.computeIfAbsent(message.getTransactionId(), id -> new Sends());
        if (message.getSize() <= sends.room && !isBaton(message) && !isAlwaysSyncSend()) {
            sends.room -= message.getSize();
            asyncSendPacket(message);
            return null;
        }
        Response response = super.syncSendPacket(message, timeout);
        sends.room = MOST_UNANSWERED_BYTES;
        sends.check();
        return response;
    }

    private boolean isBaton(Message message) {
        return message.getDestination().getPhysicalName().startsWith(baton);
    }

    /** For the client such a transaction has ended, so that it would stay open at the broker. */
    private void rollBackIfRefused(Sends sends, TransactionInfo commit, int timeout)
            throws JMSException {
        if (sends.refusal != null) {
            super.syncSendPacket(new TransactionInfo(commit.getConnectionId(),
                    commit.getTransactionId(), TransactionInfo.ROLLBACK), timeout);
            sends.check();
        }
    }

    /**
     * Whose message was refused is not said, so it is true of each transaction that is not known to
     * be complete; and the connection is sound, so nobody else is told.
     */
    @Override
    public void onCommand(Object command) {
        if (command instanceof ConnectionError error && !open.isEmpty()) {
            open.values().forEach(sends -> sends.refusal = error.getException());
        } else {
            super.onCommand(command);
        }
    }

    /** Makes such connections. */
    static final class Factory extends ActiveMQConnectionFactory {

        private final String baton;

        /** @param baton how the names of those queues begin whose messages end a transaction */
        Factory(String baton) {
            this.baton = baton;
        }

        @Override
        protected ActiveMQConnection createActiveMQConnection(
                Transport transport, JMSStatsImpl stats) throws Exception {
            ActiveMQConnection connection = new ClassicConnection(baton, transport,
                    getClientIdGenerator(), getConnectionIdGenerator(), stats);
            try {
                connection.setStrictCompliance(isStrictCompliance());
            } catch (NoSuchMethodError e) {
                // An application may have a client of before 6.2, which knows no such option.
                LOG.debug("the client of ActiveMQ has no strictCompliance");
            }
            return connection;
        }
    }
}
