package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.SimEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** An event on its way to the disk, and the caller who waits for it. */
final class PendingEvent {

    private final SimEvent event;
    private final long deadline;
    private final CompletableFuture<Boolean> stored = new CompletableFuture<>();
    private boolean isNew;
    private JournalUnavailableException failure;

    PendingEvent(SimEvent event, Duration timeout) {
        this(event, timeout, System.nanoTime());
    }

    /** @param since when the caller began to wait, by {@link System#nanoTime} */
    PendingEvent(SimEvent event, Duration timeout, long since) {
        this.event = event;
        this.deadline = since + timeout.toNanos();
    }

    SimEvent event() {
        return event;
    }

    /** Nanoseconds until the caller gives up; negative once it has. */
    long remainingNanos() {
        return deadline - System.nanoTime();
    }

    /** Completes with whether the event was new; only after the commit. */
    CompletableFuture<Boolean> stored() {
        return stored;
    }

    /** Notes what the commit made of it. */
    void decide(boolean stored) {
        isNew = stored;
    }

    /** Notes why it is not known to be stored. */
    void decide(JournalUnavailableException why) {
        failure = why;
    }

    /** Why it is not known to be stored; null where it is. */
    JournalUnavailableException failure() {
        return failure;
    }

    /** Tells the caller what was noted, unless it was told already that it took too long. */
    void answer() {
        if (failure == null) {
            stored.complete(isNew);
        } else {
            stored.completeExceptionally(failure);
        }
    }

    /** Tells the caller at once. */
    void fail(JournalUnavailableException why) {
        stored.completeExceptionally(why);
    }
}
