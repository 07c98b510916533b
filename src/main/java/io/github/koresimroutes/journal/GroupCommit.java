package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.outage.OutageLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many callers, one writer, one commit for all who wait. Idle it adds no delay; under load one
 * write to the disk serves a whole batch. A duplicate waits for its commit like any other: until
 * then its twin is not stored either.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final OutageLog outage = new OutageLog(
            LoggerFactory.getLogger("io.github.koresimroutes.journal"),
            "callbacks are not stored", "were answered 503");
    private final BatchWriter writer;
    private final JournalSettings settings;
    private final LinkedBlockingQueue<PendingEvent> queue = new LinkedBlockingQueue<>();
    private final PendingEvent stop = new PendingEvent(null, Duration.ZERO);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "kore-journal-writer");
    private final AnswerThreads answers = new AnswerThreads();
    private final DeadlineWatch deadlines = new DeadlineWatch(this::giveUpLateOnes);
    private final CommitCounts counts = new CommitCounts();
    private volatile List<PendingEvent> current = List.of();

    // Guarded by queue, so that nothing can follow the stop mark.
    private boolean closed;

    GroupCommit(BatchWriter writer, JournalSettings settings) {
        this.writer = writer;
        this.settings = settings;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void onStored(Runnable listener) {
        listeners.add(listener);
    }

    /** Completes after the commit, or exceptionally with a {@link JournalUnavailableException}. */
    CompletableFuture<Boolean> store(SimEvent event, long since) {
        PendingEvent pending = new PendingEvent(event, settings.acceptTimeout(), since);
        try {
            enqueue(pending);
        } catch (JournalUnavailableException e) {
            outage.failed(e.getMessage());
            pending.fail(e);
        }
        return pending.stored();
    }

    private void enqueue(PendingEvent pending) {
        if (pending.remainingNanos() <= 0) {
            throw new JournalUnavailableException("no thread was free in time");
        }
        synchronized (queue) {
            if (closed) {
                throw new JournalUnavailableException("The event journal is closed");
            }
            if (queue.size() >= settings.acceptQueue()) {
                throw new JournalUnavailableException("Too many events wait for the journal");
            }
            queue.add(pending);
        }
        deadlines.watch(pending.remainingNanos());
    }

    /** The events that wait for the writer to take them, and those that it is storing. */
    private Stream<PendingEvent> waiting() {
        return Stream.concat(queue.stream().filter(pending -> pending != stop), current.stream());
    }

    /**
     * Whoever has waited long enough is told so.
     *
     * @return nanoseconds until the next one has; none where nobody waits
     */
    private OptionalLong giveUpLateOnes() {
        waiting().filter(pending -> pending.remainingNanos() <= 0).toList().forEach(late -> {
            // If it is not in the queue any more, the writer has it, and it may yet be stored:
            // then the sender's next try is a duplicate.
            queue.remove(late);
            JournalUnavailableException why =
                    new JournalUnavailableException("The event journal is too slow");
            if (late.stored().completeExceptionally(why)) {
                outage.failed(why.getMessage());
            }
        });
        return waiting().filter(pending -> !pending.stored().isDone())
                .mapToLong(PendingEvent::remainingNanos).min();
    }

    /** How long the database may say nothing before its connection is broken. */
    Duration silence() {
        return writer.silence();
    }

    CommitCounts counts() {
        return counts;
    }

    /** How many events wait for the writer to take them. */
    int queued() {
        return (int) queue.stream()
                .filter(pending -> pending != stop && !pending.stored().isDone()).count();
    }

    /** How many events the writer is storing. */
    int writing() {
        return current.size();
    }

    private void run() {
        List<PendingEvent> batch = new ArrayList<>();
        boolean last = false;
        while (!last) {
            batch.clear();
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                // Only close() ends this thread; the interrupt was for a call to the database.
                continue;
            }
            queue.drainTo(batch, settings.batchSize() - 1);
            last = batch.remove(stop);
            // Whoever was told that it took too long is not surprised by a duplicate.
            batch.removeIf(pending -> pending.stored().isDone());
            if (!batch.isEmpty()) {
                write(List.copyOf(batch));
            }
        }
    }

    private void write(List<PendingEvent> batch) {
        current = batch;
        // Between the queue and here, whoever looks sees nobody wait.
        deadlines.watch(batch.get(0).remainingNanos());
        boolean stored = false;
        long began = System.nanoTime();
        try {
            stored = writer.write(batch);
        } catch (Throwable e) {
            // Whatever it is: the writer lives on, and nobody waits for what will not come.
            LOG.error("The journal's writer failed for {} events", batch.size(), e);
            batch.forEach(pending -> pending.decide(
                    new JournalUnavailableException("The event journal's writer failed")));
        }
        counts.add(batch.size(), System.nanoTime() - began);
        batch.forEach(this::note);
        answers.answer(batch);
        current = List.of();
        if (stored) {
            tellListeners();
        }
    }

    private void note(PendingEvent pending) {
        if (pending.failure() == null) {
            outage.works();
        } else {
            outage.failed(pending.failure().getMessage());
        }
    }

    private void tellListeners() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (Throwable e) {
                LOG.warn("A listener of the event journal failed", e);
            }
        }
    }

    /** Stores what is queued, for as long as that may take within reason; then fails the rest. */
    @Override
    public void close() {
        synchronized (queue) {
            if (!closed) {
                closed = true;
                queue.add(stop);
            }
        }
        // By then the last caller is at its deadline: to go on would serve nobody.
        join(settings.acceptTimeout().toMillis());
        if (thread.isAlive()) {
            List<PendingEvent> rest = new ArrayList<>();
            queue.drainTo(rest);
            queue.add(stop);
            rest.remove(stop);
            rest.addAll(current);
            LOG.warn("Closed with {} events not stored: the database did not answer", rest.size());
            fail(rest, "The event journal is closed");
            thread.interrupt();
            join(1000);
        }
        answers.close();
        deadlines.close();
    }

    private void join(long millis) {
        try {
            thread.join(Math.max(1, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fail(List<PendingEvent> batch, String message) {
        batch.forEach(pending -> pending.fail(new JournalUnavailableException(message)));
    }
}
