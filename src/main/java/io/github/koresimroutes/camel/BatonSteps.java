package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.Batch;
import io.github.koresimroutes.dispatch.Dispatcher;
import io.github.koresimroutes.dispatch.Turn;
import io.github.koresimroutes.outage.OutageLog;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.LoggerFactory;

/** The steps of {@code dispatch-events} that handle a baton; the route refers to them by name. */
final class BatonSteps {

    /** Exchange property: what to do with the baton, a {@link Turn.Outcome} in lower case. */
    static final String BATON = "KoreBaton";
    /** Value of {@link #BATON}: the journal does not answer. */
    static final String PUT_BACK = "put-back";
    /** Exchange property: what a doubted baton is to be marked with. */
    static final String DOUBT = "KoreDoubt";
    /** Exchange property: the lane whose route this is, from 0. */
    static final String LANE = "KoreLane";
    /** Exchange property: what is set aside with this batch, for the queue of failed events. */
    static final String COPIES = "KoreCopies";
    /** JMS property of a baton that was put back as it contradicts the journal: in which life. */
    static final String DOUBTED = "KoreDoubted";
    /** JMS property of a baton, which the route selects by: two journals may share a broker. */
    static final String JOURNAL = "KoreJournal";

    private final Dispatcher dispatcher;
    private final TransactionProbe probe;
    private final WatchedSends sends;
    private final Routing routing;
    private final OutageLog journalOutage = new OutageLog(
            LoggerFactory.getLogger("io.github.koresimroutes.dispatch"),
            "this instance dispatches nothing, as its journal does not answer",
            "batons were passed on");

    BatonSteps(Dispatcher dispatcher, TransactionProbe probe, WatchedSends sends,
            Routing routing) {
        this.dispatcher = dispatcher;
        this.probe = probe;
        this.sends = sends;
        this.routing = routing;
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
        exchange.setProperty(EventSteps.BATCH, batch);
        exchange.setProperty(COPIES, batch.copies());
        exchange.setProperty(EventSteps.SESSION, exchange.getIn(JmsMessage.class).getJmsSession());
        // Now that the batch is there, and not before the wait for it: an edit shall not wait, too.
        Routing.Routes routes = routing.acquire();
        batch.routedBy(routes.name());
        exchange.setProperty(EventSteps.ROUTES, routes);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onFailure(Exchange failed) {
                try {
                    dispatcher.failed(batch, failed.getException());
                } finally {
                    // It is what calls onDone.
                    super.onFailure(failed);
                }
            }

            @Override
            public void onDone(Exchange done) {
                super.onDone(done);
                sends.end();
                routing.release(routes);
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

    /** {@code kore-pass-baton} */
    void pass(Exchange exchange) {
        Batch batch = exchange.getProperty(EventSteps.BATCH, Batch.class);
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
}
