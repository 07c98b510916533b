package io.github.koresimroutes.standalone;

import jakarta.jms.ConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.policy.JmsDefaultPrefetchPolicy;

/** The client for AMQP 1.0, set so that it never blocks for ever and a commit is one to rely on. */
final class AmqpClient {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int CALL_TIMEOUT_MILLIS = 10_000;
    private static final int CLOSE_TIMEOUT_MILLIS = 5_000;
    private static final int IDLE_TIMEOUT_MILLIS = 30_000;
    private static final int RECONNECTS = 2;

    private AmqpClient() {
    }

    /**
     * @param address what its URL sets wins over the defaults here
     * @throws IllegalArgumentException where the URL is none
     */
    static ConnectionFactory factory(BrokerAddress address) {
        JmsConnectionFactory factory = new JmsConnectionFactory();
        factory.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        factory.setSendTimeout(CALL_TIMEOUT_MILLIS);
        factory.setRequestTimeout(CALL_TIMEOUT_MILLIS);
        factory.setCloseTimeout(CLOSE_TIMEOUT_MILLIS);
        // Otherwise a message of a transaction that is refused is told to nobody, and AMQP lets a
        // broker commit the rest.
        factory.setForceSyncSend(true);
        JmsDefaultPrefetchPolicy prefetch = new JmsDefaultPrefetchPolicy();
        prefetch.setQueuePrefetch(1);
        factory.setPrefetchPolicy(prefetch);
        // With one message on its way, asking the broker whether there is none tells nothing new.
        factory.setReceiveLocalOnly(true);
        factory.setUsername(address.user());
        factory.setPassword(address.password());
        factory.setRemoteURI(limitWaiting(address.url()));
        return factory;
    }

    /** What belongs to each host can only be set by the URL. */
    private static String limitWaiting(String url) {
        String limited = with(url, "transport.connectTimeout", CONNECT_TIMEOUT_MILLIS);
        limited = with(limited, "amqp.idleTimeout", IDLE_TIMEOUT_MILLIS);
        limited = with(limited, "amqp.drainTimeout", CALL_TIMEOUT_MILLIS);
        return isFailover(url)
                ? with(limited, "failover.maxReconnectAttempts", RECONNECTS) : limited;
    }

    private static String with(String url, String option, int value) {
        if (url.contains(option + "=")) {
            return url;
        }
        String name = isFailover(url) && !option.startsWith("failover.")
                ? "failover.nested." + option : option;
        boolean first = url.indexOf('?', url.lastIndexOf(')') + 1) < 0;
        return url + (first ? "?" : "&") + name + "=" + value;
    }

    private static boolean isFailover(String url) {
        return url.startsWith("failover:");
    }
}
