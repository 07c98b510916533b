package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalEntry;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps journal and broker busy at the same time: marks a lane's last batch while its next one is
 * read and sent, and reads the next one while the broker commits the last, if that is full.
 *
 * <p>What else the baton stands for holds: the marks are committed before the baton is passed on
 * ({@link Marking}), and what was sent meanwhile counts only if nobody has received this baton before,
 * so that nobody can have tried these events meanwhile. Where anything is unusual, the dispatcher
 * does one thing after the other.
 */
final class ReadAhead implements AutoCloseable {

    /** The full batch that follows the one which a baton names; empty where it is not full. */
    record Next(String nonce, Future<List<JournalEntry>> entries) {
    }

    private final EventJournal journal;
    private final Reception reception;
    private final NextBatch nextBatch;
    private final int batchSize;
    private final ExecutorService threads = Executors.newCachedThreadPool(named());

    /** @param batchSize how many events a full batch has */
    ReadAhead(EventJournal journal, Reception reception, NextBatch nextBatch, int batchSize) {
        this.journal = journal;
        this.reception = reception;
        this.nextBatch = nextBatch;
        this.batchSize = batchSize;
    }

    private static java.util.concurrent.ThreadFactory named() {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "kore-dispatch-journal-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Notes that a batch is about to be committed, and begins to read what follows it if it is full.
     *
     * @param next the baton that names the batch
     */
    void begin(Lane memory, Baton next, Batch batch) {
        if (batch.isIdle() || !journal.readsBesideWrites()) {
            return;
        }
        memory.expects(next, batch);
        if (batch.entries().size() == batchSize && memory.limit() == batchSize) {
            try {
                memory.readsAhead(new Next(next.nonce(), threads.submit(() -> full(next))));
            } catch (RejectedExecutionException e) {
                // This process is stopping.
            }
        }
    }

    private List<JournalEntry> full(Baton held) throws SQLException {
        NextBatch.Waiting waiting = nextBatch.readBesides(held, batchSize);
        boolean ordinary = waiting.suspects().isEmpty() && waiting.free().size() == batchSize;
        return ordinary ? waiting.free() : List.of();
    }

    /**
     * Begins to mark what a baton names.
     *
     * @return null where the baton was not expected: it needs a closer look
     */
    Marking mark(Lane memory, Baton baton) {
        Batch last = memory.expected(baton);
        if (last == null) {
            return null;
        }
        try {
            return new Marking(last.doubtUntil(), threads.submit(() -> reception.receive(baton)));
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    /**
     * What can be sent while that goes on.
     *
     * @return null for nothing
     * @throws InterruptedException where this process is stopping
     */
    Batch batch(Lane memory, Baton baton, Marking marking) throws InterruptedException {
        Next next = memory.ahead(baton);
        List<JournalEntry> full = next == null ? List.of() : await(next.entries());
        if (!full.isEmpty()) {
            return new Batch(new Batch(baton, full, List.of(), false, marking.doubtUntil()), marking);
        }
        try {
            Batch batch = nextBatch.besides(memory, baton, marking.doubtUntil());
            return batch.isIdle() ? null : new Batch(batch, marking);
        } catch (SQLException e) {
            // Whoever asks the journal next will be told.
            return null;
        }
    }

    private static List<JournalEntry> await(Future<List<JournalEntry>> entries)
            throws InterruptedException {
        try {
            return entries.get();
        } catch (ExecutionException e) {
            return List.of();
        }
    }

    /** Begins nothing any more. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
