package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalEntry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Keeps journal and broker busy at the same time while a lane's batches are full: reads its next
 * batch while the broker commits the last one, and marks the last one while the next is sent.
 *
 * <p>What else the baton stands for holds: the marks are committed before the baton is passed on
 * ({@link Marking}), and what was read ahead counts only if nobody has received this baton before,
 * so that nobody can have tried these events meanwhile. Where anything is unusual, the dispatcher
 * does one thing after the other.
 */
final class ReadAhead implements AutoCloseable {

    /** The batch that follows the one which a baton names. */
    record Next(String nonce, long doubtUntil, Future<List<JournalEntry>> entries) {
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
     * Begins to read what follows a batch, if that is full.
     *
     * @param next the baton that names the batch
     */
    void begin(Lane memory, Baton next, Batch batch) {
        boolean full = batch.entries().size() == batchSize && memory.limit() == batchSize;
        if (!full || !journal.readsBesideWrites()) {
            return;
        }
        Set<Long> sent =
                batch.entries().stream().map(JournalEntry::id).collect(Collectors.toSet());
        try {
            memory.readsAhead(new Next(next.nonce(), batch.doubtUntil(),
                    threads.submit(() -> read(next, sent))));
        } catch (RejectedExecutionException e) {
            // This process is stopping.
        }
    }

    /** The events of the batch before still wait, as far as the journal knows. */
    private List<JournalEntry> read(Baton held, Set<Long> sent) throws Exception {
        NextBatch.Waiting waiting = nextBatch.read(held, batchSize + sent.size());
        if (!waiting.suspects().isEmpty()) {
            return List.of();
        }
        return waiting.free().stream().filter(entry -> !sent.contains(entry.id()))
                .limit(batchSize).toList();
    }

    /**
     * The batch that was read ahead for a baton, and begins to mark what the baton names.
     *
     * @return null where there is no such batch, or no full one
     * @throws InterruptedException where this process is stopping
     */
    Batch take(Lane memory, Baton baton) throws InterruptedException {
        Next next = memory.takeAhead();
        if (next == null || !next.nonce().equals(baton.nonce())) {
            return null;
        }
        try {
            List<JournalEntry> entries = next.entries().get();
            return entries.size() < batchSize ? null : Batch.ahead(baton, entries,
                    next.doubtUntil(), new Marking(threads.submit(() -> reception.receive(baton))));
        } catch (ExecutionException | RejectedExecutionException e) {
            // What troubles the journal will be told by the one who asks it next.
            return null;
        }
    }

    /** Begins nothing any more. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
