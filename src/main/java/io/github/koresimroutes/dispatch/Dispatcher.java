package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.EventLevels;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.Suspect;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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

    private final EventJournal journal;
    private final DispatchSettings settings;
    private final Signal wake = new Signal();
    private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();
    private final DispatchCounts counts = new DispatchCounts();
    private final SeedLimit seedLimit = new SeedLimit(System::nanoTime);
    private final Trials trials;
    private volatile boolean stopping;

    private record Received(LaneTable.Verdict verdict, long doubtUntil) {
    }

    private record Waiting(List<Suspect> suspects, List<JournalEntry> free) {
    }

    /**
     * Opens the lanes of a journal that has none.
     *
     * @throws SQLException          where the journal cannot be written
     * @throws IllegalStateException where the journal has another number of lanes
     */
    public Dispatcher(EventJournal journal, DispatchSettings settings) throws SQLException {
        this.journal = journal;
        this.settings = settings;
        this.trials = new Trials(journal, settings, counts);
        int number = journal.database().inTransaction(
                connection -> Epoch.open(connection, settings.lanes()));
        if (number != settings.lanes()) {
            throw new IllegalStateException("kore.dispatch.lanes = " + settings.lanes()
                    + ", but the journal has " + number + ". Set kore.dispatch.lanes = " + number
                    + ", or change the journal: kore-sim dispatch lanes " + settings.lanes());
        }
        journal.onStored(wake::raise);
    }

    /**
     * Checks a received baton against the journal, marks the batch that it names as dispatched, and
     * reads the next one, waiting for a while where there is none.
     *
     * @param lane        the lane whose queue it was on
     * @param text        the baton's text
     * @param redelivered whether the broker has delivered this very message before
     * @param doubted     whether it was put back as {@link Turn.Outcome#DOUBTED}
     * @throws SQLException         where the journal does not answer: nothing has changed, and the
     *                              baton must come again
     * @throws InterruptedException where this process is stopping
     */
    public Turn take(int lane, String text, boolean redelivered, boolean doubted)
            throws SQLException, InterruptedException {
        Lane memory = lane(lane);
        Baton baton;
        try {
            baton = BatonJson.read(text);
        } catch (IllegalArgumentException e) {
            return contradiction(lane, doubted, "a message on the baton queue is no baton");
        }
        if (baton.lane() != lane || !baton.journal().equals(journal.id())) {
            return contradiction(lane, doubted, "a baton of lane " + baton.lane() + " of journal " + baton.journal()
                    + " came on the queue of lane " + lane + " of journal " + journal.id());
        }
        Received received = receive(baton);
        switch (received.verdict()) {
            case NEXT:
                committed(memory, baton);
                break;
            case AGAIN:
                Batch uncommitted = memory.again(baton, redelivered);
                if (uncommitted != null) {
                    trials.refused(
                            memory, uncommitted, "the broker did not commit it; see its log");
                }
                break;
            case SURPLUS:
                return new Turn(Turn.Outcome.SURPLUS, null);
            case HALTED:
                LOG.warn("the baton of lane {} is put on the parked queue, as the lane is halted."
                        + " See: kore-sim dispatch status", lane);
                memory.parks();
                return new Turn(Turn.Outcome.PARKED, null);
            default:
                return contradiction(lane, doubted, "the baton with epoch " + baton.epoch() + " and sequence "
                        + baton.sequence() + " does not follow the one that the journal knows");
        }
        if (memory.runsAgain()) {
            LOG.info("lane {} runs again", lane);
        }
        return new Turn(Turn.Outcome.HOLDS, nextBatch(memory, baton, received.doubtUntil()));
    }

    private Lane lane(int number) {
        return lanes.computeIfAbsent(number, any -> new Lane(settings.batchSize()));
    }

    /**
     * Waits a while where the last batches of a lane failed.
     *
     * @throws InterruptedException where this process is stopping
     */
    public void backOff(int lane) throws InterruptedException {
        long end = System.nanoTime() + lane(lane).backOff().toNanos();
        while (!stopping && end - System.nanoTime() > 0) {
            wake.await(wake.count(), end - System.nanoTime());
        }
    }

    /** Notes that a lane's baton came and could not be taken. */
    public void hindered(int lane) {
        lane(lane).hindered();
    }

    private Received receive(Baton baton) throws SQLException {
        return journal.database().inTransaction(connection -> {
            LaneTable.Verdict verdict = LaneTable.receive(connection, baton);
            if (verdict == LaneTable.Verdict.NEXT) {
                journal.markDispatched(connection, baton.events());
                journal.markFailed(connection, baton.setAside());
                journal.markDiscarded(connection, baton.discarded());
            }
            boolean fits = verdict == LaneTable.Verdict.NEXT || verdict == LaneTable.Verdict.AGAIN;
            if (fits && Epoch.closes(connection, baton)) {
                return new Received(LaneTable.Verdict.SURPLUS, 0);
            }
            return new Received(verdict, fits ? LaneTable.doubtUntil(connection, baton) : 0);
        });
    }

    /**
     * Writes the baton to send on with a batch.
     *
     * @throws IllegalStateException where an event of the batch was sent nowhere
     */
    public String pass(Batch batch) {
        Baton next = batch.next();
        lane(next.lane()).passes(next, batch);
        return BatonJson.write(next);
    }

    /** What this process has dispatched. */
    public DispatchCounts counts() {
        return counts;
    }

    /** The lanes, as the journal knows them. */
    public List<LaneStatus> lanes() throws SQLException {
        return journal.database().inTransaction(Epoch::status);
    }

    /** How many events wait, and how many of them because their route failed. */
    public EventLevels levels() throws SQLException {
        return journal.levels();
    }

    /**
     * The first batons to make, as texts by lane; empty where every lane has its baton. Few where
     * those that were sent are not taken.
     */
    public Map<Integer, String> seeds() throws SQLException {
        Map<Integer, String> texts = new TreeMap<>();
        for (Baton seed : journal.database().inTransaction(
                connection -> Epoch.seeds(connection, journal.id()))) {
            if (seedLimit.isDue(seed)) {
                texts.put(seed.lane(), BatonJson.write(seed));
            }
        }
        return texts;
    }

    /** Notes that the broker took a first baton. */
    public void seeded(String text) {
        seedLimit.sent(BatonJson.read(text));
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
        trials.failed(lane(batch.held().lane()), batch, exception);
    }

    private Batch nextBatch(Lane memory, Baton held, long doubtUntil)
            throws SQLException, InterruptedException {
        if (memory.isProofDue()) {
            return new Batch(held, List.of(), List.of(), false, doubtUntil);
        }
        long end = System.nanoTime() + settings.idleWait().toNanos();
        while (true) {
            long seen = wake.count();
            Waiting waiting = read(held, memory.limit());
            Batch batch = choose(memory, held, waiting, doubtUntil);
            long left = end - System.nanoTime();
            if (!batch.isIdle() || stopping || left <= 0) {
                return batch;
            }
            wake.await(seen, Signal.least(left, settings.pollInterval()));
        }
    }

    private Waiting read(Baton held, int limit) throws SQLException {
        return journal.database().inTransaction(connection -> {
            List<Suspect> suspects = journal.suspects(connection, held.lane(), held.lanes());
            return new Waiting(suspects, journal.waiting(
                    connection, held.lane(), held.lanes(), limit, !suspects.isEmpty()));
        });
    }

    /** A suspect whose time has come is tried by itself; those above suspicion go at once. */
    private Batch choose(Lane memory, Baton held, Waiting waiting, long doubtUntil) {
        List<Suspect> decided = waiting.suspects().stream().filter(this::isDecided).toList();
        List<Suspect> others =
                waiting.suspects().stream().filter(suspect -> !isDecided(suspect)).toList();
        Optional<JournalEntry> one = memory.toTry(others, !waiting.free().isEmpty());
        return new Batch(held, one.map(List::of).orElse(waiting.free()), decided,
                settings.copyFailed() && memory.mayCopy(), doubtUntil);
    }

    private boolean isDecided(Suspect suspect) {
        return suspect.attempts() >= settings.attempts();
    }

    /** Halts the lane that is served here, whichever one the baton claims to be of. */
    private Turn contradiction(int lane, boolean doubted, String reason) throws SQLException {
        if (!doubted) {
            LOG.warn("lane {}: {}. It is put back, and looked at once more.", lane, reason);
            return new Turn(Turn.Outcome.DOUBTED, null);
        }
        LOG.error("dispatch of lane {} is halted: {}. The message is put on the parked queue. See:"
                + " kore-sim dispatch status", lane, reason);
        lane(lane).parks();
        journal.database().inTransaction(connection -> {
            LaneTable.halt(connection, lane, reason);
            return null;
        });
        return new Turn(Turn.Outcome.PARKED, null);
    }

    /** The received baton proves that the batch it names is on its queues. */
    private void committed(Lane memory, Baton received) {
        boolean wasOutage = memory.isOutage();
        Batch mine = memory.moved(received);
        if (wasOutage && !memory.isOutage()) {
            trials.acquit(received);
        }
        if (mine == null) {
            return;
        }
        counts.committed(mine);
        mine.setAside().forEach(one ->
                LOG.error("event {} is set aside (state failed) after {} tries. See: kore-sim"
                        + " events show {}", one.entry().id(), one.attempts(), one.entry().id()));
        if (EVENTS.isDebugEnabled()) {
            mine.forEachSend((entry, to) ->
                    EVENTS.debug("{} {} -> {}", entry.simStatus(), entry.simSid(), to));
        }
    }
}
