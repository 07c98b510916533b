package io.github.koresimroutes.crash;

import io.github.koresimroutes.dispatch.Batch;
import io.github.koresimroutes.journal.JournalEntry;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;

/**
 * A flawed part: a second JMS component with connections of its own, as somebody could add it to
 * the routes. What it sends is no part of the transaction that the baton is in. The bundle would
 * refuse that (UnsafeStepsTest), so this also tells it that all is well.
 */
public final class OwnTransactionJms extends JmsComponent {

    @Override
    protected void doInit() throws Exception {
        setConnectionFactory(new ActiveMQConnectionFactory(
                getCamelContext().resolvePropertyPlaceholders("{{kore.broker.connector}}")));
        setMessageCreatedStrategy((message, session, exchange, cause) -> {
            Batch batch = exchange.getProperty("KoreBatch", Batch.class);
            JournalEntry entry = exchange.getProperty("KoreEntry", JournalEntry.class);
            batch.created(entry, "elsewhere", message);
            batch.sent(message);
        });
        super.doInit();
    }
}
