package io.github.koresimroutes.dispatch;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What the journal says of a baton whose next batch is sent meanwhile. Used by one thread. */
final class Marking {

    private final Future<Reception.Received> result;
    private boolean noted;

    Marking(Future<Reception.Received> result) {
        this.result = result;
    }

    /** Whether this is asked for the first time. */
    boolean isNew() {
        boolean first = !noted;
        noted = true;
        return first;
    }

    /**
     * Waits for it.
     *
     * @throws IllegalStateException where the journal does not answer, or this process is stopping:
     *                               it is unknown what it says
     */
    Reception.Received await() {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the journal did not take the baton", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the journal took the baton", e);
        }
    }
}
