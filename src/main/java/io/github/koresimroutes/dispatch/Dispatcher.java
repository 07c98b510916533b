package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalEntry;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a received baton into the next batch of events, and that batch into the next baton. It
 * relies on its caller for one thing: receiving the baton, sending the batch and sending the next
 * baton are one JMS transaction.
 *
 * <p>Killed before that transaction commits, the old baton comes again and nothing was sent. Killed
 * after it, the new baton names the batch, and whoever receives it marks the batch as dispatched
 * before reading on. There is no moment at which an event could be lost or sent twice.
 */
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** One line for each event that is on its queue for certain; off unless set to DEBUG. */
    private static final Logger EVENTS =
            LoggerFactory.getLogger("io.github.koresimroutes.dispatch.events");

    private static final int LANE = 0;
    private static final int LANES = 1;

    private final EventJournal journal;
    private final DispatchSettings settings;
    private final Signal wake = new Signal();
    private volatile boolean stopping;
    private volatile SentBatch lastSent;

    private record SentBatch(String nonce, Batch batch) {
    }

    /**
     * Makes the lane's row in the journal where there is none.
     *
     * @throws SQLException where the journal cannot be written
     */
    public Dispatcher(EventJournal journal, DispatchSettings settings) throws SQLException {
        this.journal = journal;
        this.settings = settings;
        journal.database().inTransaction(connection -> {
            LaneTable.create(connection, LANE, LANES);
            return null;
        });
        journal.onStored(wake::raise);
    }

    /**
     * Checks a received baton against the journal, marks the batch that it names as dispatched, and
     * reads the next one, waiting for a while where there is none.
     *
     * @param text the baton's text
     * @throws SQLException         where the journal does not answer: nothing has changed, and the
     *                              baton must come again
     * @throws InterruptedException where this process is stopping
     */
    public Turn take(String text) throws SQLException, InterruptedException {
        Baton baton;
        try {
            baton = BatonJson.read(text);
        } catch (IllegalArgumentException e) {
            return park("a message on the baton queue is no baton");
        }
        LaneTable.Verdict verdict = journal.database().inTransaction(connection -> {
            LaneTable.Verdict found = LaneTable.receive(connection, baton);
            if (found == LaneTable.Verdict.NEXT) {
                journal.markDispatched(connection, baton.events());
            }
            return found;
        });
        return switch (verdict) {
            case NEXT -> {
                tell(baton);
                yield new Turn(Turn.Outcome.HOLDS, new Batch(baton, nextEntries()));
            }
            case AGAIN -> new Turn(Turn.Outcome.HOLDS, new Batch(baton, nextEntries()));
            case SURPLUS -> new Turn(Turn.Outcome.SURPLUS, null);
            case CONTRADICTION -> park("the baton with sequence " + baton.sequence()
                    + " does not follow the one that the journal knows");
        };
    }

    /**
     * Writes the baton to send on with a batch.
     *
     * @throws IllegalStateException where an event of the batch was sent nowhere
     */
    public String pass(Batch batch) {
        Baton next = batch.next();
        if (!batch.entries().isEmpty()) {
            lastSent = new SentBatch(next.nonce(), batch);
        }
        return BatonJson.write(next);
    }

    /** A seed baton where the journal has none yet; empty where it has. */
    public Optional<String> seed() throws SQLException {
        long epoch = journal.database().inTransaction(
                connection -> LaneTable.awaitedEpoch(connection, LANE));
        return epoch < 0
                ? Optional.empty()
                : Optional.of(BatonJson.write(Baton.seed(journal.id(), LANE, LANES, epoch)));
    }

    /** Why dispatching is halted; empty where it is not. */
    public Optional<String> halted() throws SQLException {
        return Optional.ofNullable(journal.database().inTransaction(
                connection -> LaneTable.haltedBecause(connection, LANE)));
    }

    /** The journal whose events are dispatched. */
    public String journalId() {
        return journal.id();
    }

    /** Ends the wait for events, so that the baton is given back at once. */
    public void stop() {
        stopping = true;
        wake.raise();
    }

    private List<JournalEntry> nextEntries() throws SQLException, InterruptedException {
        long end = System.nanoTime() + settings.idleWait().toNanos();
        while (true) {
            long seen = wake.count();
            List<JournalEntry> entries = journal.database().inTransaction(connection ->
                    journal.waiting(connection, LANE, LANES, settings.batchSize()));
            long left = end - System.nanoTime();
            if (!entries.isEmpty() || left <= 0 || stopping) {
                return entries;
            }
            wake.await(seen, Signal.least(left, settings.pollInterval()));
        }
    }

    /** Halts the lane that is served here, whichever one the baton claims to be of. */
    private Turn park(String reason) throws SQLException {
        LOG.error("dispatch is halted: {}. The message is put on the parked queue.", reason);
        journal.database().inTransaction(connection -> {
            LaneTable.halt(connection, LANE, reason);
            return null;
        });
        return new Turn(Turn.Outcome.PARKED, null);
    }

    private void tell(Baton received) {
        SentBatch sent = lastSent;
        if (EVENTS.isDebugEnabled() && sent != null && sent.nonce().equals(received.nonce())) {
            sent.batch().forEachSend((entry, to) ->
                    EVENTS.debug("{} {} -> {}", entry.simStatus(), entry.simSid(), to));
        }
    }
}
