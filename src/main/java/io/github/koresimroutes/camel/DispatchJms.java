package io.github.koresimroutes.camel;

import jakarta.jms.ConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.MessageCreatedStrategy;

/**
 * The JMS component of all routes that get events, with the settings under which the receipt of the
 * baton and all sends share one JMS session, and so one transaction. A transaction manager beside a
 * cached consumer would make them two.
 */
final class DispatchJms {

    private DispatchJms() {
    }

    /** A component for one context; those of several contexts may share the rest. */
    static JmsComponent component(ConnectionFactory connections, WatchedSends sends,
            MessageCreatedStrategy created) {
        JmsComponent jms = new JmsComponent(sends);
        jms.setConnectionFactory(connections);
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        jms.setCacheLevelName("CACHE_CONSUMER");
        jms.setDeliveryPersistent(true);
        jms.setRecoveryInterval(1000);
        jms.setMessageCreatedStrategy(created);
        return jms;
    }
}
