package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.http.RawBodyHttp;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalUnavailableException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Camel's idempotent repository over the event journal: adding a key stores the whole event with
 * it, durably, in one statement. The journal's life is the application's, not this adapter's, so
 * stopping or reloading a route does not stop it.
 */
final class JournalIdempotentRepository extends ServiceSupport implements IdempotentRepository {

    /** Exchange property: the result, which may be still to come. */
    private static final String BEGUN = "KoreStoring";

    private record Begun(CompletableFuture<Boolean> stored) {
    }

    private final EventJournal journal;

    JournalIdempotentRepository(EventJournal journal) {
        this.journal = journal;
    }

    /**
     * Begins to store the exchange's event; {@link #add} then gives the result.
     *
     * @throws IllegalStateException where the exchange has no verified event
     */
    CompletableFuture<Boolean> begin(Exchange exchange, String key) {
        SimEvent event = exchange.getProperty(ReceiveSteps.EVENT, SimEvent.class);
        if (event == null || !event.token().equals(key)) {
            throw new IllegalStateException(
                    "kore-journal stores only the event that read-event made, under its own key");
        }
        Long arrived = exchange.getProperty(RawBodyHttp.ARRIVED, Long.class);
        CompletableFuture<Boolean> stored =
                journal.store(event, arrived == null ? System.nanoTime() : arrived);
        exchange.setProperty(BEGUN, new Begun(stored));
        return stored;
    }

    /**
     * Stores the exchange's event.
     *
     * @return true where it is new, false where the journal has it
     * @throws IllegalStateException       where the exchange has no verified event
     * @throws JournalUnavailableException where it is not known to be stored
     */
    @Override
    public boolean add(Exchange exchange, String key) {
        if (exchange.getProperty(BEGUN) == null) {
            begin(exchange, key);
        }
        Begun begun = (Begun) exchange.removeProperty(BEGUN);
        boolean added = EventJournal.await(begun.stored());
        exchange.setProperty(RawBodyHttp.IN_JOURNAL, true);
        return added;
    }

    @Override
    public boolean add(String key) {
        throw needsExchange();
    }

    /** Asking before adding is the race that loses events, so {@code eager=false} fails. */
    @Override
    public boolean contains(String key) {
        throw new UnsupportedOperationException(
                "kore-journal works with eager=true only: it adds first and never looks first");
    }

    /** Keeps the event: it may have been acknowledged or dispatched already. */
    @Override
    public boolean remove(String key) {
        return false;
    }

    /** True: the event was stored for good when it was added. */
    @Override
    public boolean confirm(String key) {
        return true;
    }

    /** Keeps every event. */
    @Override
    public void clear() {
        // stored events are never removed through this interface
    }

    private static UnsupportedOperationException needsExchange() {
        return new UnsupportedOperationException("kore-journal needs the exchange with its event");
    }
}
