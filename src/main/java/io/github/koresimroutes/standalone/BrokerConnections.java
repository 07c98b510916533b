package io.github.koresimroutes.standalone;

import java.util.Optional;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQPrefetchPolicy;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.activemq.command.ActiveMQQueue;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** The pooled connections to the broker, embedded or external. */
final class BrokerConnections {

    static final String EMBEDDED_URL = "vm://" + EmbeddedBroker.NAME + "?create=false";
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int SEND_TIMEOUT_MILLIS = 10_000;
    private static final int CLOSE_TIMEOUT_MILLIS = 5_000;
    private static final long REDELIVERY_DELAY_MILLIS = 100;
    private static final int MAX_CONNECTIONS = 4;

    private BrokerConnections() {
    }

    /**
     * The pool. It opens no connection yet: a broker that is down does not stop the start.
     *
     * @param url      the broker's URL; what it sets by {@code jms.*} wins over the defaults here
     * @param user     the user, or null
     * @param password the password, or null
     * @param baton    what the names of the queues begin with that batons lie on
     */
    static JmsPoolConnectionFactory pool(
            String url, String user, String password, String baton) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory();
        // Without these a broker that accepts and says nothing holds a thread for ever.
        factory.setConnectResponseTimeout(CONNECT_TIMEOUT_MILLIS);
        factory.setSendTimeout(SEND_TIMEOUT_MILLIS);
        factory.setCloseTimeout(CLOSE_TIMEOUT_MILLIS);
        factory.setRedeliveryPolicy(redelivery());
        factory.getRedeliveryPolicyMap().put(new ActiveMQQueue(baton + ".>"), batonRedelivery());
        factory.setPrefetchPolicy(prefetch());
        factory.setUserName(user);
        factory.setPassword(password);
        try {
            factory.setBrokerURL(url);
        } catch (IllegalArgumentException e) {
            throw new StartException("the setting kore.broker.url is no broker URL: "
                    + e.getMessage(), e);
        }
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(factory);
        pool.setMaxConnections(MAX_CONNECTIONS);
        return pool;
    }

    /** Connections for a command, which has no broker in its own process. */
    static JmsPoolConnectionFactory forCommand(StandaloneSettings settings) {
        String baton = settings.text("kore.dispatch.baton-queue", "kore.dispatch.baton");
        Optional<String> external = settings.text("kore.broker.url");
        if (external.isPresent()) {
            return pool(external.get(), settings.text("kore.broker.user").orElse(null),
                    settings.secret("kore.broker.password").orElse(null), baton);
        }
        String connector = settings.text("kore.broker.connector").orElseThrow(() ->
                new StartException("the broker inside kore-sim run listens nowhere, so a command"
                        + " cannot reach it.\nSet kore.broker.connector, for example to"
                        + " tcp://127.0.0.1:61616, and restart kore-sim run."));
        // An address to listen on, with options for listening: not yet one to connect to.
        String url = connector.replaceFirst("\\?.*$", "")
                .replace("//0.0.0.0:", "//127.0.0.1:");
        return pool(url, null, null, baton);
    }

    /** For the routes of teams that consume queues: no message is given up, ever more slowly. */
    private static RedeliveryPolicy redelivery() {
        RedeliveryPolicy policy = new RedeliveryPolicy();
        policy.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        policy.setInitialRedeliveryDelay(500);
        policy.setRedeliveryDelay(500);
        policy.setUseExponentialBackOff(true);
        policy.setBackOffMultiplier(2);
        policy.setMaximumRedeliveryDelay(30_000);
        return policy;
    }

    /**
     * The default of 6 redeliveries would park the baton in a dead-letter queue. The delay is short
     * and does not grow: the dispatcher itself backs off, as it knows why a batch failed.
     */
    private static RedeliveryPolicy batonRedelivery() {
        RedeliveryPolicy policy = new RedeliveryPolicy();
        policy.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        policy.setInitialRedeliveryDelay(REDELIVERY_DELAY_MILLIS);
        policy.setRedeliveryDelay(REDELIVERY_DELAY_MILLIS);
        return policy;
    }

    /** One instance may not hoard the batons that others could carry. */
    private static ActiveMQPrefetchPolicy prefetch() {
        ActiveMQPrefetchPolicy policy = new ActiveMQPrefetchPolicy();
        policy.setQueuePrefetch(1);
        return policy;
    }
}
