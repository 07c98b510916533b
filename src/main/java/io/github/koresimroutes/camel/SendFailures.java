package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.Batch;
import io.github.koresimroutes.journal.JournalEntry;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the batch of each JMS send that failed, before any error handling of the routes could
 * hide it: such a batch is rolled back, whatever a doCatch or an onException makes of the failure.
 */
final class SendFailures extends EventNotifierSupport {

    private static final Logger LOG = LoggerFactory.getLogger(SendFailures.class);

    SendFailures() {
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        // Camel tells of the end of a send only those that it told of the beginning.
        setIgnoreExchangeSendingEvents(false);
        setIgnoreExchangeSentEvents(false);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent && sent.getEndpoint() instanceof JmsEndpoint) {
            Exchange exchange = sent.getExchange();
            Exception failure = exchange.getException();
            if (failure != null) {
                Batch batch = exchange.getProperty(DispatchSteps.BATCH, Batch.class);
                JournalEntry entry = exchange.getProperty(DispatchSteps.ENTRY, JournalEntry.class);
                if (batch != null && entry != null && !batch.sendFailed(entry, failure)) {
                    LOG.error("event {} goes on without a send that its route makes in another"
                            + " thread ({}): {}", entry.id(), exchange.getFromRouteId(),
                            failure.getMessage());
                }
            }
        }
    }
}
