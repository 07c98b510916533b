package io.github.koresimroutes.journal;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells callers what became of their events, so that the writer goes on with the next batch
 * meanwhile. What a caller does with the answer runs here, too: it must not take long.
 */
final class AnswerThreads implements AutoCloseable {

    private static final int THREADS =
            Math.max(4, Runtime.getRuntime().availableProcessors());
    /** To wake a thread costs more than a few answers do. */
    private static final int AT_ONCE = 16;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, named());

    private static java.util.concurrent.ThreadFactory named() {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "kore-journal-answers-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Answers a batch, in its order or nearly so. */
    void answer(List<PendingEvent> batch) {
        for (int i = 0; i < batch.size(); i += AT_ONCE) {
            List<PendingEvent> some = batch.subList(i, Math.min(batch.size(), i + AT_ONCE));
            try {
                threads.execute(() -> some.forEach(PendingEvent::answer));
            } catch (RejectedExecutionException e) {
                // Closed: nobody is told later, so it is now.
                some.forEach(PendingEvent::answer);
            }
        }
    }

    /** Returns when all are told, or after a second. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
