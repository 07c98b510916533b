package io.github.koresimroutes.crash;

import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;

/**
 * A flawed part: a second JMS component with connections of its own, as somebody could add it to
 * the routes. What it sends is no part of the transaction that the baton is in.
 */
public final class OwnTransactionJms extends JmsComponent {

    @Override
    protected void doInit() throws Exception {
        setConnectionFactory(new ActiveMQConnectionFactory(
                getCamelContext().resolvePropertyPlaceholders("{{kore.broker.connector}}")));
        // Without it the event would count as sent nowhere, and go to the unrouted queue too.
        setMessageCreatedStrategy(getCamelContext().getComponent("jms", JmsComponent.class)
                .getConfiguration().getMessageCreatedStrategy());
        super.doInit();
    }
}
