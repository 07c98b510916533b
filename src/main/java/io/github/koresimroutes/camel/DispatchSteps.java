package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.Batch;
import io.github.koresimroutes.dispatch.Dispatcher;
import io.github.koresimroutes.dispatch.EventMessage;
import io.github.koresimroutes.dispatch.Turn;
import io.github.koresimroutes.journal.JournalEntry;
import jakarta.jms.Session;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.SynchronizationAdapter;

/** The steps of {@code dispatch-events}; the route refers to them by name. */
final class DispatchSteps {

    /** Exchange property: what to do with the baton, a {@link Turn.Outcome} in lower case. */
    static final String BATON = "KoreBaton";
    /** Exchange property: the {@link Batch} of this JMS transaction. */
    static final String BATCH = "KoreBatch";
    /** Exchange property: the {@link JournalEntry} that the message is made of. */
    static final String ENTRY = "KoreEntry";
    /** JMS property of a baton, which the route selects by: two journals may share a broker. */
    static final String JOURNAL = "KoreJournal";

    private static final String ROUTE_BY_STATUS = "direct:route-by-status";

    private final Dispatcher dispatcher;
    private final ProducerTemplate template;

    DispatchSteps(Dispatcher dispatcher, ProducerTemplate template) {
        this.dispatcher = dispatcher;
        this.template = template;
    }

    /** {@code kore-take-baton} */
    void take(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        Turn turn = dispatcher.take(message.getBody(String.class));
        exchange.setProperty(BATON, turn.outcome().name().toLowerCase(Locale.ROOT));
        if (turn.outcome() == Turn.Outcome.HOLDS) {
            exchange.setProperty(BATCH, turn.batch());
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onFailure(Exchange failed) {
                    dispatcher.failed(turn.batch(), failed.getException());
                }
            });
            message.setBody(turn.batch().entries());
        }
    }

    /** {@code kore-prepare-message} */
    void prepare(Exchange exchange) {
        Message message = exchange.getMessage();
        JournalEntry entry = message.getBody() instanceof JournalEntry body
                ? body
                : exchange.getProperty(ENTRY, JournalEntry.class);
        exchange.setProperty(ENTRY, entry);
        exchange.getProperty(BATCH, Batch.class).begins(entry);
        EventMessage event = EventMessage.of(entry, dispatcher.journalId());
        message.removeHeaders("*");
        message.getHeaders().putAll(event.headers());
        message.setBody(event.body());
    }

    /**
     * {@code kore-route-event}: sends a copy of the exchange to the routes that teams edit, on this
     * thread and so in this JMS transaction. What they do to their exchange, a stop or a handled
     * error, ends there; an error that they leave fails the batch.
     */
    void route(Exchange exchange) throws Exception {
        Exchange copy = exchange.copy();
        copy.setPattern(ExchangePattern.InOnly);
        template.send(ROUTE_BY_STATUS, copy);
        if (copy.getException() != null) {
            throw copy.getException();
        }
    }

    /** {@code kore-sent-nowhere} */
    boolean isSentNowhere(Exchange exchange) {
        return exchange.getProperty(BATCH, Batch.class)
                .isSentNowhere(exchange.getProperty(ENTRY, JournalEntry.class));
    }

    /** {@code kore-pass-baton} */
    void pass(Exchange exchange) {
        Batch batch = exchange.getProperty(BATCH, Batch.class);
        batch.begins(null);
        writeBaton(exchange, dispatcher.pass(batch));
    }

    /** {@code kore-seed-baton} */
    void seed(Exchange exchange) throws Exception {
        Optional<String> seed = dispatcher.seed();
        if (seed.isPresent()) {
            writeBaton(exchange, seed.get());
        } else {
            exchange.setRouteStop(true);
        }
    }

    private void writeBaton(Exchange exchange, String text) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(JOURNAL, dispatcher.journalId());
        message.setBody(text);
    }

    /** Notes each message that the JMS component makes for an event. */
    void messageCreated(
            jakarta.jms.Message message, Session session, Exchange exchange, Throwable cause) {
        JournalEntry entry = exchange.getProperty(ENTRY, JournalEntry.class);
        Batch batch = exchange.getProperty(BATCH, Batch.class);
        if (entry != null && batch != null) {
            if (exchange.getPattern().isOutCapable()) {
                throw new IllegalStateException("a jms send must be InOnly: with InOut it expects"
                        + " an answer, and the message expires with its time-out");
            }
            batch.sent(entry, destination(exchange));
        }
    }

    private static String destination(Exchange exchange) {
        String uri = exchange.getProperty(ExchangePropertyKey.TO_ENDPOINT, String.class);
        if (uri == null) {
            return "";
        }
        int options = uri.indexOf('?');
        String plain = options < 0 ? uri : uri.substring(0, options);
        return plain.replaceFirst("^jms:(//)?", "").replaceFirst("^queue:", "");
    }
}
