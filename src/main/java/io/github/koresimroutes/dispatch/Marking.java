package io.github.koresimroutes.dispatch;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What the journal says of a baton whose next batch is sent meanwhile. Used by one thread. */
final class Marking {

    private final long doubtUntil;
    private final Future<Reception.Received> result;
    private boolean noted;

    /** @param doubtUntil what {@link Reception.Received#doubtUntil} was for the last batch */
    Marking(long doubtUntil, Future<Reception.Received> result) {
        this.doubtUntil = doubtUntil;
        this.result = result;
    }

    /** Whether this is asked for the first time. */
    boolean isNew() {
        boolean first = !noted;
        noted = true;
        return first;
    }

    long doubtUntil() {
        return doubtUntil;
    }

    /**
     * Waits for it.
     *
     * @throws SQLException         where the journal does not answer: it is unknown what it says
     * @throws InterruptedException where this process is stopping
     */
    Reception.Received await() throws SQLException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException fault ? fault
                    : new SQLException("the journal did not take the baton", e.getCause());
        }
    }
}
