package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.outage.OutageLog;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows for the events of a batch that was rolled back. It is written into the journal, so
 * that every instance knows it.
 */
final class Trials {

    private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

    private interface Change {
        void on(Connection connection) throws SQLException;
    }

    private final EventJournal journal;
    private final DispatchSettings settings;
    private final DispatchCounts counts;
    private final OutageLog outage = new OutageLog(LOG, "event after event fails, so they wait and"
            + " none is set aside (kore-sim events list --state received)", "tries failed");

    Trials(EventJournal journal, DispatchSettings settings, DispatchCounts counts) {
        this.journal = journal;
        this.settings = settings;
        this.counts = counts;
    }

    /** A step failed: the route of an event, or the broker. */
    void failed(Lane memory, Batch batch, Exception exception) {
        if (FailureKind.isForWantOfRoom(exception)) {
            counts.rolledBack();
            memory.full(batch);
            return;
        }
        JournalEntry entry = batch.suspect();
        if (entry == null || !FailureKind.isOfTheEvent(exception)) {
            refused(memory, batch, FailureKind.describe(exception));
            return;
        }
        counts.rolledBack();
        boolean blamed = memory.failed(entry);
        note(entry, blamed, FailureKind.describe(exception));
        // What the exception says may quote the event: the journal has it, the log has not.
        if (blamed) {
            LOG.warn("the route of event {} failed with {}; the others go on without it. Why:"
                    + " kore-sim events show {}",
                    entry.id(), FailureKind.name(exception), entry.id());
        } else {
            outage.failed("the last one with " + FailureKind.name(exception));
        }
    }

    /** The broker may be the reason, or one event that it refuses. */
    void refused(Lane memory, Batch batch, String error) {
        counts.rolledBack();
        JournalEntry entry = memory.refused(batch);
        if (entry != null) {
            // Counted only while the broker takes other things: else it is not the event.
            note(entry, memory.hasPassed() && memory.failed(entry), error);
            LOG.warn("the broker refuses event {}: {}", entry.id(), error);
        }
    }

    /** Events go through again: those that were never to blame need not be tried by themselves. */
    void acquit(Baton received) {
        outage.works();
        change(connection -> journal.acquit(connection, received.lane(), received.lanes()));
    }

    private void note(JournalEntry entry, boolean blamed, String error) {
        change(connection -> journal.markTried(
                connection, entry.sent(), blamed, error, settings.retryPause()));
    }

    /** Where the journal does not answer, the event is tried once more than it should be. */
    private void change(Change change) {
        try {
            journal.database().inTransaction(connection -> {
                change.on(connection);
                return null;
            });
        } catch (SQLException e) {
            LOG.debug("a failed try was not noted", e);
        }
    }
}
