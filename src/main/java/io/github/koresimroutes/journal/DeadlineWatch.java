package io.github.koresimroutes.journal;

import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Looks after those who wait, for as long as anybody does; a timer for each would cost more. */
final class DeadlineWatch implements AutoCloseable {

    private static final long OFTEN = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long AT_LEAST = TimeUnit.MILLISECONDS.toNanos(5);

    private final Supplier<OptionalLong> check;
    private final AtomicBoolean watching = new AtomicBoolean();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "kore-journal-deadlines");
                thread.setDaemon(true);
                return thread;
            });

    /** @param check does what is due, and tells in how many nanoseconds the next will be */
    DeadlineWatch(Supplier<OptionalLong> check) {
        this.check = check;
    }

    /** Somebody waits, for so many nanoseconds. */
    void watch(long nanos) {
        if (!watching.get() && watching.compareAndSet(false, true)) {
            lookIn(nanos);
        }
    }

    private void lookIn(long nanos) {
        try {
            timer.schedule(this::look,
                    Math.max(AT_LEAST, Math.min(OFTEN, nanos)), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed, and so is the journal.
        }
    }

    private void look() {
        OptionalLong next = check.get();
        if (next.isPresent()) {
            lookIn(next.getAsLong());
        } else {
            watching.set(false);
            // Who came in between saw that somebody watches.
            check.get().ifPresent(this::watch);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
