package io.github.koresimroutes.standalone;

import jakarta.jms.ConnectionFactory;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The client of Artemis, set so that it never blocks for ever and a commit is one to rely on. */
final class ArtemisClient {

    private static final int CALL_TIMEOUT_MILLIS = 10_000;
    private static final int CONNECTION_TTL_MILLIS = 30_000;
    private static final int FAILURE_CHECK_MILLIS = 10_000;

    private ArtemisClient() {
    }

    /**
     * @param address what its URL sets wins over the defaults here
     * @throws IllegalArgumentException where the URL is none
     */
    static ConnectionFactory factory(BrokerAddress address) {
        String url = address.url();
        ActiveMQConnectionFactory factory = parse(url);
        factory.setUser(address.user());
        factory.setPassword(address.password());
        limitWaiting(url, factory);
        set(url, "consumerWindowSize", () -> factory.setConsumerWindowSize(0));
        // A send outside a transaction, and each acknowledgement, waits until it is on the disk.
        set(url, "blockOnDurableSend", () -> factory.setBlockOnDurableSend(true));
        set(url, "blockOnAcknowledge", () -> factory.setBlockOnAcknowledge(true));
        // The baton lies on one broker: no connection may be led to another one of a cluster.
        set(url, "useTopologyForLoadBalancing",
                () -> factory.setUseTopologyForLoadBalancing(false));
        return factory;
    }

    /**
     * A dead connection fails at once, and the listener connects anew. Were the client to do that
     * by itself, a call would wait for it, and a transaction would be carried on where nobody
     * knows what of it the broker still has.
     */
    private static void limitWaiting(String url, ActiveMQConnectionFactory factory) {
        set(url, "callTimeout", () -> factory.setCallTimeout(CALL_TIMEOUT_MILLIS));
        set(url, "callFailoverTimeout", () -> factory.setCallFailoverTimeout(CALL_TIMEOUT_MILLIS));
        // How long the broker keeps the baton of an instance that has fallen silent.
        set(url, "connectionTTL", () -> factory.setConnectionTTL(CONNECTION_TTL_MILLIS));
        set(url, "clientFailureCheckPeriod",
                () -> factory.setClientFailureCheckPeriod(FAILURE_CHECK_MILLIS));
        set(url, "initialConnectAttempts", () -> factory.setInitialConnectAttempts(1));
        set(url, "reconnectAttempts", () -> factory.setReconnectAttempts(0));
    }

    private static ActiveMQConnectionFactory parse(String url) {
        try {
            return new ActiveMQConnectionFactory(url);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(innermost(e), e);
        }
    }

    private static void set(String url, String parameter, Runnable setter) {
        if (!Pattern.compile("[?&;]" + parameter + "=").matcher(url).find()) {
            setter.run();
        }
    }

    private static String innermost(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.toString() : last.getMessage();
    }
}
