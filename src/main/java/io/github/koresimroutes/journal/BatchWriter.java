package io.github.koresimroutes.journal;

import io.github.koresimroutes.callback.SimEvent;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores a batch of events in one transaction, and notes what became of each. */
final class BatchWriter {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    // Beyond the statement's own limit, so that a slow statement is cancelled in good order first.
    private static final Duration SILENCE_MARGIN = Duration.ofSeconds(2);

    private final JournalDatabase database;
    private final EventTable table;
    private final Duration silence;

    BatchWriter(JournalDatabase database, EventTable table, Duration limit) {
        this.database = database;
        this.table = table;
        this.silence = limit.plus(SILENCE_MARGIN);
    }

    Duration silence() {
        return silence;
    }

    /**
     * Decides every event of the batch: it is on disk, or there is a reason why not.
     *
     * @return whether anything new was, or may have been, stored
     */
    boolean write(List<PendingEvent> batch) {
        try {
            return store(batch);
        } catch (SQLException e) {
            if (SqlFault.of(e, database.dialect()) != SqlFault.DATA || batch.size() == 1) {
                fail(batch, e);
                return false;
            }
        }
        LOG.warn("Among {} events one does not fit the journal: storing each by itself",
                batch.size());
        return storeEach(batch);
    }

    private boolean storeEach(List<PendingEvent> batch) {
        boolean stored = false;
        for (int i = 0; i < batch.size(); i++) {
            try {
                stored |= store(batch.subList(i, i + 1));
            } catch (SQLException e) {
                if (SqlFault.of(e, database.dialect()) != SqlFault.DATA) {
                    // Hundreds of tries, one after another, would come too late for the last ones.
                    fail(batch.subList(i, batch.size()), e);
                    return stored;
                }
                fail(batch.subList(i, i + 1), e);
            }
        }
        return stored;
    }

    private boolean store(List<PendingEvent> batch) throws SQLException {
        List<SimEvent> events = batch.stream().map(PendingEvent::event).toList();
        boolean doubtful = false;
        while (true) {
            long began = System.nanoTime();
            try {
                SqlFunction<Connection, List<Boolean>> insert =
                        connection -> table.insert(connection, events);
                List<Boolean> stored = table.isOneStatement(events)
                        ? database.inOneStatement(silence, insert)
                        : database.inTransaction(silence, insert);
                for (int i = 0; i < batch.size(); i++) {
                    batch.get(i).decide(stored.get(i));
                }
                return doubtful || stored.contains(true);
            } catch (SQLException e) {
                SqlFault fault = SqlFault.of(e, database.dialect());
                // A lock that was waited for in vain: better the reason than another vain wait.
                long needed = fault == SqlFault.CONFLICT ? System.nanoTime() - began : 0;
                boolean late = batch.get(0).remainingNanos() <= needed;
                // No connection to be had: the pool has waited for one already.
                boolean never = fault == SqlFault.DATA
                        || e instanceof SQLTransientConnectionException;
                if (never || late || fault == SqlFault.UNAVAILABLE && doubtful) {
                    throw e;
                }
                LOG.debug("Storing {} events once more ({})", batch.size(), SqlFault.code(e));
                // The commit may have taken place: then the second try finds the rows, as
                // duplicates, and the answer is as right.
                doubtful |= fault == SqlFault.UNAVAILABLE;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void fail(List<PendingEvent> batch, SQLException e) {
        boolean data = SqlFault.of(e, database.dialect()) == SqlFault.DATA;
        LOG.debug("{} events were not stored ({})", batch.size(), SqlFault.code(e));
        // Neither an error about data nor one about a batch is passed on: they quote the row.
        Throwable cause = e instanceof BatchUpdateException ? e.getCause() : e;
        String message = data ? "The event does not fit the journal: " + SqlFault.code(e)
                : SqlFault.describe(e, database.dialect());
        for (PendingEvent pending : batch) {
            pending.decide(new JournalUnavailableException(message, data ? null : cause));
        }
    }
}
