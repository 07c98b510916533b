package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalEntry;
import java.sql.SQLException;
import java.time.Duration;
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

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(2);
    private static final int LANE = 0;
    private static final int LANES = 1;

    private final EventJournal journal;
    private final DispatchSettings settings;
    private final Signal wake = new Signal();
    private final Suspects suspects;
    private volatile boolean stopping;
    private volatile SentBatch lastSent;
    private int rollbacks;
    private boolean triedLast;

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
        this.suspects = new Suspects(settings.attempts(), settings.retryPause());
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
        backOff();
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
                for (SetAside one : baton.setAside()) {
                    journal.markFailed(connection, one.event(), one.error());
                }
            }
            return found;
        });
        return switch (verdict) {
            case NEXT -> {
                committed(baton);
                yield new Turn(Turn.Outcome.HOLDS, nextBatch(baton));
            }
            case AGAIN -> new Turn(Turn.Outcome.HOLDS, nextBatch(baton));
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
        if (!batch.entries().isEmpty() || !batch.setAside().isEmpty()) {
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

    /**
     * Notes that the JMS transaction of a batch is rolled back. Where an event's route was the
     * reason, the next batch is made without that event.
     */
    public void failed(Batch batch, Exception exception) {
        JournalEntry entry = batch.suspect();
        if (entry == null || !FailureKind.isOfTheEvent(exception)) {
            rollbacks++;
            return;
        }
        suspects.failed(entry, FailureKind.describe(exception), System.nanoTime());
        if (suspects.isOutage()) {
            rollbacks++;
        }
        LOG.warn("the route of event {} failed with {}; the batch is sent without it{}",
                entry.id(), FailureKind.name(exception),
                suspects.isOutage() ? ", and as no event succeeds, none is set aside" : "");
    }

    /**
     * After rollbacks that no single event explains, waits a while: longer each time, but never so
     * long that the JMS transaction, which has begun, would be open for more than a few seconds.
     */
    private void backOff() throws InterruptedException {
        if (rollbacks == 0) {
            return;
        }
        long end = System.nanoTime() + Math.min(LONGEST_BACK_OFF.toNanos(),
                FIRST_BACK_OFF.toNanos() << Math.min(rollbacks, 10));
        while (!stopping && end - System.nanoTime() > 0) {
            wake.await(wake.count(), end - System.nanoTime());
        }
    }

    private Batch nextBatch(Baton held) throws SQLException, InterruptedException {
        long end = System.nanoTime() + settings.idleWait().toNanos();
        while (true) {
            long seen = wake.count();
            List<JournalEntry> waiting = journal.database().inTransaction(connection ->
                    journal.waiting(connection, LANE, LANES,
                            settings.batchSize() + suspects.count()));
            long now = System.nanoTime();
            Batch batch = choose(held, waiting, now);
            long left = end - now;
            if (!batch.entries().isEmpty() || !batch.setAside().isEmpty()
                    || left <= 0 || stopping) {
                return batch;
            }
            wake.await(seen, Signal.least(left, settings.pollInterval()));
        }
    }

    /** A suspect whose time has come is tried by itself; all that are above suspicion go at once. */
    private Batch choose(Baton held, List<JournalEntry> waiting, long now) {
        if (suspects.isEmpty()) {
            return new Batch(held, waiting, List.of());
        }
        List<SetAside> decided = suspects.decided();
        List<JournalEntry> free = suspects.unsuspected(waiting, settings.batchSize());
        Optional<JournalEntry> due = suspects.toTry(waiting, now);
        // In turn, so that neither keeps the other waiting.
        boolean tryOne = due.isPresent() && (free.isEmpty() || !triedLast);
        triedLast = tryOne;
        return new Batch(held, tryOne ? List.of(due.get()) : free, decided);
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

    /** The received baton proves that the batch it names is on its queues. */
    private void committed(Baton received) {
        rollbacks = 0;
        SentBatch sent = lastSent;
        if (sent == null || !sent.nonce().equals(received.nonce())) {
            // Another process sent it, and may have decided about the suspects of this one.
            suspects.clear();
            return;
        }
        suspects.succeeded(sent.batch().entries());
        suspects.setAside(sent.batch().setAside());
        sent.batch().setAside().forEach(one ->
                LOG.error("event {} is set aside (state failed): its route failed {} times",
                        one.event().id(), settings.attempts()));
        if (EVENTS.isDebugEnabled()) {
            sent.batch().forEachSend((entry, to) ->
                    EVENTS.debug("{} {} -> {}", entry.simStatus(), entry.simSid(), to));
        }
    }
}
