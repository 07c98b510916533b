package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.Batch;
import io.github.koresimroutes.journal.JournalEntry;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Session;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * The dispatch of single events with no broker and no journal, for trials of edited routes: with
 * the steps and the component of the real one, so that it sends and refuses what that would.
 */
public final class TrialDispatch {

    /** What became of an event. */
    public enum Outcome {
        /** Its route sent it. */
        SENT,
        /** No step sent it, so it goes to the queue for unrouted events. */
        UNROUTED,
        /** Its route dropped it on purpose. */
        DISCARDED
    }

    private static final String JOURNAL = "trial";

    private final WatchedSends sends;
    private final EventSteps events;
    private final CamelContext own = new DefaultCamelContext();
    private final Session session;
    private final Routing routing;

    /**
     * @param connections to the stand-in for the broker
     * @param session     what its connections give to the thread of the trial, and to no other
     * @param others      stands for every other broker that a step may name
     */
    public TrialDispatch(
            ConnectionFactory connections, Session session, ConnectionFactory others) {
        this.sends = new WatchedSends(given -> given == connections ? given : others);
        this.events = new EventSteps(JOURNAL, sends);
        this.session = session;
        this.routing = new Routing(own, () -> DispatchJms.component(
                connections, sends, events::messageCreated));
    }

    /** Gives a context the component {@code jms} of this dispatch. */
    public void furnish(CamelContext context) {
        routing.furnish(context);
    }

    /** The step by which routes drop an event. */
    public Processor discard() {
        return events::discard;
    }

    /**
     * Sends an event to the routes of a context, on this thread.
     *
     * @param routes   has a route from {@code direct:route-by-status}, and is started
     * @param unrouted the queue for what no step sends
     * @throws Exception what would set the event aside, or make it wait
     */
    public Outcome dispatch(CamelContext routes, JournalEntry entry, String unrouted)
            throws Exception {
        routing.replace(routes, null);
        Batch batch = Batch.trial(entry);
        Exchange exchange = new DefaultExchange(own);
        exchange.setProperty(EventSteps.BATCH, batch);
        exchange.setProperty(EventSteps.SESSION, session);
        exchange.getMessage().setBody(entry);
        sends.begin(batch);
        try {
            events.prepare(exchange);
            routing.acquire().send(exchange);
            boolean nowhere = events.isSentNowhere(exchange);
            if (nowhere) {
                sendUnrouted(routes, exchange, unrouted);
            }
            boolean sent = batch.endTrial();
            return nowhere ? Outcome.UNROUTED : sent ? Outcome.SENT : Outcome.DISCARDED;
        } finally {
            sends.end();
        }
    }

    private void sendUnrouted(CamelContext routes, Exchange exchange, String queue)
            throws Exception {
        events.prepare(exchange);
        exchange.setPattern(ExchangePattern.InOnly);
        Exchange copy = ExchangeHelper.copyExchangeWithProperties(exchange, routes);
        try (ProducerTemplate template = routes.createProducerTemplate()) {
            template.send("jms:queue:" + queue, copy);
        }
        if (copy.getException() != null) {
            throw copy.getException();
        }
    }
}
