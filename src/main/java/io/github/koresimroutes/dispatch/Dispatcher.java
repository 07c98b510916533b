package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.EventLevels;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * before passing the next one on. There is no moment at which an event could be lost or sent twice.
 */
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** One line for each event that is on its queue for certain; off unless set to DEBUG. */
    private static final Logger EVENTS =
            LoggerFactory.getLogger("io.github.koresimroutes.dispatch.events");

    private final EventJournal journal;
    private final DispatchSettings settings;
    private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();
    private final DispatchCounts counts = new DispatchCounts();
    private final Reception reception;
    private final NextBatch nextBatch;
    private final ReadAhead readAhead;
    private final long madeAt = System.nanoTime();
    private final SeedLimit seedLimit = new SeedLimit(System::nanoTime);
    private final Trials trials;

    /**
     * Opens the lanes of a journal that has none.
     *
     * @throws SQLException          where the journal cannot be written
     * @throws IllegalStateException where the journal has another number of lanes
     */
    public Dispatcher(EventJournal journal, DispatchSettings settings) throws SQLException {
        this.journal = journal;
        this.settings = settings;
        this.reception = new Reception(journal);
        this.trials = new Trials(journal, settings, counts);
        int number = journal.database().inTransaction(
                connection -> Epoch.open(connection, settings.lanes().orElse(1)));
        if (settings.lanes().isPresent() && settings.lanes().getAsInt() != number) {
            int wrong = settings.lanes().getAsInt();
            throw new IllegalStateException("kore.dispatch.lanes = " + wrong
                    + ", but the journal has " + number + ". Remove the setting: the journal keeps"
                    + " the number; to change it: kore-sim dispatch lanes " + wrong);
        }
        this.nextBatch = new NextBatch(journal, settings);
        this.readAhead = new ReadAhead(journal, reception, nextBatch, settings.batchSize());
    }

    /**
     * Checks a received baton against the journal, marks the batch that it names as dispatched, and
     * reads the next one, waiting for a while where there is none. Where the baton is the one that
     * is expected, the check and the marks may go on until {@link #pass} is called.
     *
     * @param lane        the lane whose queue it was on
     * @param text        the baton's text
     * @param redelivered whether the broker has delivered this very message before
     * @param doubt       what {@link Turn#doubt} said when it was put back; null if it was not
     * @throws SQLException         where the journal does not answer: nothing has changed, and the
     *                              baton must come again
     * @throws InterruptedException where this process is stopping
     */
    public Turn take(int lane, String text, boolean redelivered, String doubt)
            throws SQLException, InterruptedException {
        Baton baton;
        try {
            baton = BatonJson.read(text);
        } catch (IllegalArgumentException e) {
            return parkedIfDoubted(lane, reception.contradiction(lane, doubt,
                    "a message on the baton queue is no baton"));
        }
        if (baton.lane() != lane || !baton.journal().equals(journal.id())) {
            return parkedIfDoubted(lane, reception.contradiction(lane, doubt, "a baton of lane "
                    + baton.lane() + " of journal " + baton.journal() + " came on the queue of lane "
                    + lane + " of journal " + journal.id()));
        }
        Marking marking = redelivered ? null : readAhead.mark(lane(lane), baton);
        Batch meanwhile =
                marking == null ? null : readAhead.batch(lane(lane), baton, marking);
        if (meanwhile != null) {
            return Turn.holds(meanwhile);
        }
        Reception.Received received =
                marking == null ? reception.receive(baton) : marking.await();
        switch (received.verdict()) {
            case NEXT -> committed(lane(lane), baton);
            case AGAIN -> again(lane(lane), baton, redelivered);
            case SURPLUS -> {
                return Turn.of(Turn.Outcome.SURPLUS);
            }
            case HALTED, REPLACED -> {
                return aside(lane, received.verdict());
            }
            default -> {
                return parkedIfDoubted(lane, reception.contradiction(lane, doubt, "the baton with"
                        + " epoch " + baton.epoch() + " and sequence " + baton.sequence()
                        + " does not follow the one that the journal knows"));
            }
        }
        return Turn.holds(batch(lane(lane), baton, received));
    }

    private Batch batch(Lane memory, Baton baton, Reception.Received received)
            throws SQLException, InterruptedException {
        if (memory.runsAgain()) {
            LOG.info("lane {} runs again", baton.lane());
        }
        return received.changes() ? Batch.closing(baton)
                : nextBatch.find(memory, baton, received.doubtUntil());
    }

    /** Nothing but the baton's place changes, so that it does not matter who else holds it. */
    private Turn aside(int lane, LaneTable.Verdict verdict) {
        if (verdict == LaneTable.Verdict.REPLACED) {
            LOG.error("the old baton of lane {} came, though it was replaced by a new one. It is put"
                    + " on the parked queue; what it names may have been sent twice, the second"
                    + " time with KorePossibleDuplicate", lane);
        } else {
            LOG.warn("the baton of lane {} is put on the parked queue, as the lane is halted."
                    + " See: kore-sim dispatch status", lane);
            lane(lane).parks();
        }
        return Turn.of(Turn.Outcome.PARKED);
    }

    private Turn parkedIfDoubted(int lane, Turn turn) {
        if (turn.outcome() == Turn.Outcome.PARKED) {
            lane(lane).parks();
        }
        return turn;
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
        nextBatch.pause(lane(lane).backOff().toNanos());
    }

    /** Notes that a lane's baton came and could not be taken. */
    public void hindered(int lane) {
        lane(lane).hindered();
    }

    /**
     * Writes the baton to send on with a batch.
     *
     * @throws IllegalStateException where an event of the batch was sent nowhere, or the journal
     *                               does not take the baton that the batch is held with
     */
    public String pass(Batch batch) {
        boolean goesOn = settle(batch);
        Baton next = batch.next();
        Lane memory = lane(next.lane());
        memory.passes(next, batch);
        if (goesOn) {
            readAhead.begin(memory, next, batch);
        }
        return BatonJson.write(next);
    }

    /**
     * Sees to it that the journal has taken the baton that a batch is held with.
     *
     * @return whether the lane goes on, as far as is known
     */
    private boolean settle(Batch batch) {
        if (batch.marking() == null) {
            return true;
        }
        Reception.Received received;
        try {
            received = batch.marking().await();
        } catch (SQLException e) {
            throw new IllegalStateException("the journal did not take the baton", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the journal took the baton", e);
        }
        if (received.verdict() != LaneTable.Verdict.NEXT
                || received.doubtUntil() != batch.doubtUntil()) {
            throw new IllegalStateException("somebody else has received this baton of lane "
                    + batch.held().lane() + "; it is received once more");
        }
        if (batch.marking().isNew()) {
            committed(lane(batch.held().lane()), batch.held());
        }
        return !received.changes();
    }

    /** What this process has dispatched. */
    public DispatchCounts counts() {
        return counts;
    }

    /**
     * The lanes, as the journal knows them. None is silent for longer than this dispatcher has been
     * there: before, perhaps nobody ran.
     */
    public List<LaneStatus> lanes() throws SQLException {
        Duration there = Duration.ofNanos(System.nanoTime() - madeAt);
        return journal.database().inTransaction(Epoch::status).stream()
                .map(lane -> lane.silentAtMost(there)).toList();
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
        List<Baton> seeds = journal.database().inTransaction(connection -> {
            List<Baton> missing = Epoch.seeds(connection, journal.id());
            if (!missing.isEmpty()) {
                journal.settle(connection);
            }
            return missing;
        });
        for (Baton seed : seeds) {
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
        nextBatch.stop();
        readAhead.close();
    }

    /**
     * Notes that the JMS transaction of a batch is rolled back. Where an event's route was the
     * reason, the next batch is made without that event.
     */
    public void failed(Batch batch, Exception exception) {
        Lane memory = lane(batch.held().lane());
        try {
            settle(batch);
        } catch (IllegalStateException e) {
            LOG.debug("a batch that was read ahead is given back", e);
            counts.rolledBack();
            memory.hindered();
            return;
        }
        trials.failed(memory, batch, exception);
    }

    private void again(Lane memory, Baton baton, boolean redelivered) {
        Batch uncommitted = memory.again(baton, redelivered);
        if (uncommitted != null) {
            trials.refused(memory, uncommitted, "the broker did not commit it; see its log");
        }
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
