package io.github.koresimroutes.standalone;

import jakarta.jms.ConnectionFactory;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQPrefetchPolicy;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.activemq.broker.region.policy.RedeliveryPolicyMap;
import org.apache.activemq.command.ActiveMQQueue;

/** The client of ActiveMQ Classic, set so that it never blocks for ever and gives up no message. */
final class ClassicClient {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int SEND_TIMEOUT_MILLIS = 10_000;
    private static final int CLOSE_TIMEOUT_MILLIS = 5_000;
    private static final long REDELIVERY_DELAY_MILLIS = 100;

    private ClassicClient() {
    }

    /**
     * @param address what its URL sets by {@code jms.*} wins over the defaults here
     * @param baton   the name of the queue that the baton lies on; those of further lanes begin
     *                with it and a dot
     * @throws IllegalArgumentException where the URL is none
     */
    static ConnectionFactory factory(BrokerAddress address, String baton) {
        ActiveMQConnectionFactory factory = new ClassicConnection.Factory(baton);
        // Without these a broker that accepts and says nothing holds a thread for ever.
        factory.setConnectResponseTimeout(CONNECT_TIMEOUT_MILLIS);
        factory.setSendTimeout(SEND_TIMEOUT_MILLIS);
        factory.setCloseTimeout(CLOSE_TIMEOUT_MILLIS);
        factory.setRedeliveryPolicy(redelivery());
        RedeliveryPolicyMap policies = factory.getRedeliveryPolicyMap();
        policies.put(new ActiveMQQueue(baton), batonRedelivery());
        policies.put(new ActiveMQQueue(baton + ".>"), batonRedelivery());
        factory.setPrefetchPolicy(prefetch());
        factory.setUserName(address.user());
        factory.setPassword(address.password());
        factory.setBrokerURL(address.url());
        return factory;
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
