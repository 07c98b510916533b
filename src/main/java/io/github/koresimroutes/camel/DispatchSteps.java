package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.Batch;
import io.github.koresimroutes.dispatch.Dispatcher;
import io.github.koresimroutes.dispatch.EventMessage;
import io.github.koresimroutes.dispatch.Turn;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.Suspect;
import io.github.koresimroutes.outage.OutageLog;
import jakarta.jms.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code dispatch-events}; the route refers to them by name. */
final class DispatchSteps {

    /** Exchange property: what to do with the baton, a {@link Turn.Outcome} in lower case. */
    static final String BATON = "KoreBaton";
    /** Value of {@link #BATON}: the journal does not answer. */
    static final String PUT_BACK = "put-back";
    /** Exchange property: what a doubted baton is to be marked with. */
    static final String DOUBT = "KoreDoubt";
    /** Exchange property: the {@link Batch} of this JMS transaction. */
    static final String BATCH = "KoreBatch";
    /** Exchange property: the {@link JournalEntry} that the message is made of. */
    static final String ENTRY = "KoreEntry";
    /** Exchange property: the lane whose route this is, from 0. */
    static final String LANE = "KoreLane";
    /** Exchange property: the JMS session of the baton, which all sends must share. */
    static final String SESSION = "KoreSession";
    /** Exchange property: what is set aside with this batch, for the queue of failed events. */
    static final String COPIES = "KoreCopies";
    /** JMS property of a baton that was put back as it contradicts the journal: in which life. */
    static final String DOUBTED = "KoreDoubted";
    /** JMS property of a baton, which the route selects by: two journals may share a broker. */
    static final String JOURNAL = "KoreJournal";

    private static final Logger LOG = LoggerFactory.getLogger(DispatchSteps.class);
    private static final String ROUTE_BY_STATUS = "direct:route-by-status";

    private final Dispatcher dispatcher;
    private final ProducerTemplate template;
    private final TransactionProbe probe;
    private final OutageLog journalOutage = new OutageLog(
            LoggerFactory.getLogger("io.github.koresimroutes.dispatch"),
            "this instance dispatches nothing, as its journal does not answer",
            "batons were passed on");
    private final WatchedSends sends;

    DispatchSteps(Dispatcher dispatcher, ProducerTemplate template, TransactionProbe probe,
            WatchedSends sends) {
        this.dispatcher = dispatcher;
        this.template = template;
        this.probe = probe;
        this.sends = sends;
    }

    /** {@code kore-take-baton} */
    void take(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        int lane = exchange.getProperty(LANE, Integer.class);
        Turn turn;
        try {
            turn = turn(lane, message);
            journalOutage.works();
        } catch (SQLException e) {
            // A rollback would bring the baton back to this very consumer, again and again.
            journalOutage.failed(e.getClass().getSimpleName());
            exchange.setProperty(BATON, PUT_BACK);
            return;
        }
        exchange.setProperty(BATON, turn.outcome().name().toLowerCase(Locale.ROOT));
        exchange.setProperty(DOUBT, turn.doubt());
        if (turn.outcome() == Turn.Outcome.HOLDS) {
            hold(exchange, turn.batch());
            message.setBody(turn.batch().entries());
        } else {
            // A baton that cannot be put back or aside comes again, and may do so at once.
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onFailure(Exchange failed) {
                    dispatcher.hindered(lane);
                }
            });
        }
    }

    private void hold(Exchange exchange, Batch batch) {
        exchange.setProperty(BATCH, batch);
        exchange.setProperty(COPIES, batch.copies());
        exchange.setProperty(SESSION, exchange.getIn(JmsMessage.class).getJmsSession());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onFailure(Exchange failed) {
                dispatcher.failed(batch, failed.getException());
            }

            @Override
            public void onDone(Exchange done) {
                super.onDone(done);
                sends.end();
            }
        });
        sends.begin(batch);
    }

    private Turn turn(int lane, Message baton) throws Exception {
        dispatcher.backOff(lane);
        try {
            probe.prove();
            return dispatcher.take(lane, baton.getBody(String.class),
                    baton.getHeader("JMSRedelivered", false, Boolean.class),
                    baton.getHeader(DOUBTED, String.class));
        } catch (Exception e) {
            dispatcher.hindered(lane);
            throw e;
        }
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
                EventMessage.of(entry, dispatcher.journalId(), batch.isInDoubt(entry));
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

    /** {@code kore-list-seeds}: the lanes without a baton, as the body. */
    void seeds(Exchange exchange) throws Exception {
        exchange.getMessage().setBody(List.copyOf(dispatcher.seeds().entrySet()));
    }

    /** {@code kore-write-seed} */
    void seed(Exchange exchange) {
        Map.Entry<?, ?> seed = exchange.getMessage().getBody(Map.Entry.class);
        String text = (String) seed.getValue();
        exchange.setProperty(LANE, seed.getKey());
        writeBaton(exchange, text);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange sent) {
                dispatcher.seeded(text);
            }
        });
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
        return plain.replaceFirst("^jms:(//)?", "").replaceFirst("^queue:", "");
    }
}
