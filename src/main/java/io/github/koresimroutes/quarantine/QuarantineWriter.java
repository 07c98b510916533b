package io.github.koresimroutes.quarantine;

import io.github.koresimroutes.journal.JournalDatabase;
import io.github.koresimroutes.outage.OutageLog;
import io.github.koresimroutes.quarantine.QuarantineQueue.Waiting;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is to be kept, in small transactions with a pause after each: SQLite has one
 * connection, and callbacks that are accepted need it. What a batch puts in goes out at the other
 * end in the same transaction, so that the table is never larger than its budgets.
 */
final class QuarantineWriter {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineWriter.class);
    private static final long PAUSE_MILLIS = 200;
    private static final long IDLE_MILLIS = 60_000;
    private static final int EXPIRED_SLICE = 500;
    private static final int MOST_TRIES = 3;

    private final OutageLog outage = new OutageLog(
            LoggerFactory.getLogger("io.github.koresimroutes.receive.quarantine"),
            "refused callbacks are not kept", "were dropped");
    private final JournalDatabase database;
    private final QuarantineSettings settings;
    private final QuarantineQueue queue;
    private final QuarantineCounts counts;
    private final Thread thread = new Thread(this::run, "kore-quarantine-writer");

    QuarantineWriter(JournalDatabase database, QuarantineSettings settings, QuarantineQueue queue,
            QuarantineCounts counts) {
        this.database = database;
        this.settings = settings;
        this.queue = queue;
        this.counts = counts;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        boolean moreIsExpired = true;
        while (true) {
            try {
                List<Waiting> batch = queue.take(moreIsExpired ? PAUSE_MILLIS : IDLE_MILLIS);
                if (batch.isEmpty() && queue.isClosed()) {
                    return;
                }
                moreIsExpired = write(batch);
                queue.pause(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                LOG.debug("An interrupt ends nothing here");
            } catch (Throwable e) {
                LOG.error("The quarantine's writer failed, and goes on", e);
            }
        }
    }

    /** Tells whether more is too old than went with it. */
    private boolean write(List<Waiting> batch) {
        try {
            boolean more = store(batch);
            if (!batch.isEmpty()) {
                outage.works();
            }
            return more;
        } catch (SQLException e) {
            batch.forEach(one -> drop(one, e));
            return false;
        } finally {
            batch.forEach(one -> one.settled().countDown());
        }
    }

    private boolean store(List<Waiting> batch) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return storeOnce(batch);
            } catch (SQLException e) {
                // Never once more where it may have been stored: without a token none of two is
                // known as a duplicate.
                if (batch.isEmpty() || tries == MOST_TRIES || !database.isWorthAnotherTry(e)) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            }
        }
    }

    private boolean storeOnce(List<Waiting> batch) throws SQLException {
        Map<QuarantineKind, Integer> evicted = new EnumMap<>(QuarantineKind.class);
        int expired = database.inTransaction(connection -> {
            QuarantineTable.insert(connection, batch.stream().map(Waiting::callback).toList());
            for (QuarantineKind kind : QuarantineKind.values()) {
                if (batch.stream().anyMatch(one -> one.callback().kind() == kind)) {
                    evicted.put(kind, QuarantineTable.makeRoom(
                            connection, kind, settings.budget(kind)));
                }
            }
            return QuarantineTable.removeExpired(connection, settings.maxAge(), EXPIRED_SLICE);
        });
        evicted.forEach(counts::evicted);
        return expired == EXPIRED_SLICE;
    }

    private void drop(Waiting one, SQLException why) {
        counts.dropped(one.callback().kind());
        outage.failed(database.describe(why));
    }

    void join(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
