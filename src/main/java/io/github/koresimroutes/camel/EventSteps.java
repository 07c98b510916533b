package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.Batch;
import io.github.koresimroutes.dispatch.EventMessage;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.Suspect;
import jakarta.jms.Session;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code dispatch-events} that handle an event; the route refers to them by name. */
final class EventSteps {

    /** Exchange property: the {@link Batch} of this JMS transaction. */
    static final String BATCH = "KoreBatch";
    /** Exchange property: the {@link JournalEntry} that the message is made of. */
    static final String ENTRY = "KoreEntry";
    /** Exchange property: the JMS session of the baton, which all sends must share. */
    static final String SESSION = "KoreSession";

    /** Exchange property: the {@link Routing.Routes} of this batch. */
    static final String ROUTES = "KoreRoutes";

    private static final Logger LOG = LoggerFactory.getLogger(EventSteps.class);

    private final String journalId;
    private final WatchedSends sends;

    /** @param journalId the journal that the events are from */
    EventSteps(String journalId, WatchedSends sends) {
        this.journalId = journalId;
        this.sends = sends;
    }

    /** {@code kore-prepare-message} */
    void prepare(Exchange exchange) {
        Message message = exchange.getMessage();
        JournalEntry entry = message.getBody() instanceof JournalEntry body
                ? body
                : exchange.getProperty(ENTRY, JournalEntry.class);
        exchange.setProperty(ENTRY, entry);
        Batch batch = exchange.getProperty(BATCH, Batch.class);
        batch.begins(entry);
        write(message, entry, batch);
    }

    /** {@code kore-prepare-copy}: the message of an event that is set aside, with its error. */
    void prepareCopy(Exchange exchange) {
        Message message = exchange.getMessage();
        Suspect suspect = message.getBody(Suspect.class);
        Batch batch = exchange.getProperty(BATCH, Batch.class);
        // The event is decided: whatever fails now is not its route.
        batch.begins(null);
        write(message, suspect.entry(), batch);
        message.setHeader("KoreError", suspect.error());
        // The event itself may be sent again later, and is no duplicate of this copy.
        message.removeHeader("_AMQ_DUPL_ID");
    }

    private void write(Message message, JournalEntry entry, Batch batch) {
        EventMessage event =
                EventMessage.of(entry, journalId, batch.isInDoubt(entry));
        message.removeHeaders("*");
        message.getHeaders().putAll(event.headers());
        message.setBody(event.body());
    }

    /** {@code kore-discard}: for routes that drop an event on purpose. */
    void discard(Exchange exchange) {
        exchange.getProperty(BATCH, Batch.class)
                .discard(exchange.getProperty(ENTRY, JournalEntry.class));
    }

    /**
     * {@code kore-route-event}: sends a copy of the exchange to the routes that teams edit, on this
     * thread and so in this JMS transaction. What they do to their exchange, a stop or a handled
     * error, ends there; an error that they leave fails the batch.
     */
    void route(Exchange exchange) throws Exception {
        exchange.getProperty(ROUTES, Routing.Routes.class).send(exchange);
    }

    /** {@code kore-sent-nowhere} */
    boolean isSentNowhere(Exchange exchange) {
        return exchange.getProperty(BATCH, Batch.class)
                .isSentNowhere(exchange.getProperty(ENTRY, JournalEntry.class));
    }

    /** Notes each message that the JMS component makes for an event. */
    void messageCreated(
            jakarta.jms.Message message, Session session, Exchange exchange, Throwable cause) {
        JournalEntry entry = exchange.getProperty(ENTRY, JournalEntry.class);
        Batch batch = exchange.getProperty(BATCH, Batch.class);
        if (entry != null && batch != null) {
            String objection = objection(session, exchange);
            if (objection != null) {
                if (!sends.isOf(batch)) {
                    LOG.error("event {} goes on without a send that its route makes in another"
                            + " thread ({}): {}", entry.id(), exchange.getFromRouteId(), objection);
                }
                throw new IllegalStateException(objection);
            }
            batch.created(entry, destination(exchange), message);
        }
    }

    /** Why a message for an event may not be sent; null where it may. */
    private static String objection(Session session, Exchange exchange) {
        if (exchange.getPattern().isOutCapable()) {
            return "a jms send must be InOnly: with InOut it expects an answer, and the message"
                    + " expires with its time-out";
        }
        if (session != exchange.getProperty(SESSION)) {
            return "this send would not be part of the dispatch transaction. In routes that get"
                    + " events, send with the component jms and its own connection factory, and"
                    + " without wireTap, seda, threads or parallel processing before it";
        }
        return null;
    }

    private static String destination(Exchange exchange) {
        String uri = exchange.getProperty(ExchangePropertyKey.TO_ENDPOINT, String.class);
        if (uri == null) {
            return "";
        }
        int options = uri.indexOf('?');
        String plain = options < 0 ? uri : uri.substring(0, options);
        return plain.replaceFirst("^(kore-)?jms:(//)?", "").replaceFirst("^queue:", "");
    }
}
