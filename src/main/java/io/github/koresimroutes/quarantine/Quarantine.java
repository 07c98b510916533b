package io.github.koresimroutes.quarantine;

import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.CallbackShape;
import io.github.koresimroutes.callback.Refusal;
import io.github.koresimroutes.journal.JournalDatabase;
import io.github.koresimroutes.quarantine.QuarantineQueue.Waiting;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what was refused, within its budgets, and never at the cost of what is accepted: memory,
 * disk, threads and the time of the database's one writer are all bounded, and what is beyond a
 * bound is dropped and counted. Safe for use by many threads.
 */
public final class Quarantine implements AutoCloseable {

    private static final long WAIT_MILLIS = 500;
    private static final long CLOSE_MILLIS = 2_000;
    private static final int MAX_ROW_BYTES = 80_000;

    private final QuarantineSettings settings;
    private final CallbackShape shape;
    private final QuarantineQueue queue = new QuarantineQueue();
    private final QuarantineCounts counts = new QuarantineCounts();
    private final Semaphore waiters;
    private final QuarantineWriter writer;

    /**
     * @param shape   tells the likely ones
     * @param waiters how many callers may wait at once until theirs is on disk; they hold a thread
     *                that genuine callbacks need
     */
    public Quarantine(JournalDatabase database, QuarantineSettings settings, CallbackShape shape,
            int waiters) {
        this.settings = settings;
        this.shape = shape;
        this.waiters = new Semaphore(waiters);
        this.writer = new QuarantineWriter(database, settings, queue, counts);
    }

    /** Starts the writer's thread. */
    public void start() {
        writer.start();
    }

    /**
     * Keeps a refused request, if there is room for it. A likely one is mostly on disk when this
     * returns, half a second later at the most. For one of the same shape and an unknown account
     * this waits as well, or the time would tell strangers which accounts are known; for the others
     * it does not. It never fails.
     *
     * @return what it may be, kept or not
     */
    public QuarantineKind keep(CallbackRequest request, Refusal refusal) {
        QuarantineKind kind = QuarantineKind.of(request, refusal, shape);
        QuarantineSettings.Budget budget = settings.budget(kind);
        if (budget.isOff()) {
            return kind;
        }
        RefusedCallback callback = new RefusedCallback(kind, refusal, request);
        boolean fits = callback.size() <= Math.min(budget.bytes(), MAX_ROW_BYTES);
        Waiting waiting = fits ? queue.offer(callback) : null;
        if (waiting == null) {
            counts.dropped(kind);
        } else if (shape.fits(request)) {
            await(waiting);
        }
        return kind;
    }

    private void await(Waiting waiting) {
        if (!waiters.tryAcquire()) {
            return;
        }
        try {
            waiting.settled().await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiters.release();
        }
    }

    /** What became of those that could not be kept. */
    public QuarantineCounts counts() {
        return counts;
    }

    /** Keeps what still waits, for as long as that may take within reason. */
    @Override
    public void close() {
        queue.close();
        writer.join(CLOSE_MILLIS);
    }
}
