package io.github.koresimroutes.quarantine;

import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.journal.ExistingJournal;
import io.github.koresimroutes.journal.JournalDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes events of what is kept. Each is taken out of quarantine and stored as an event in one
 * transaction, so that it is released once, whoever else releases it at the same time; and where
 * KORE has sent it again meanwhile it is a duplicate.
 */
public final class QuarantineRelease {

    /** What became of one. */
    public enum Outcome {
        /** It waits for its dispatch. */
        RELEASED,
        /** The journal had the event already: KORE had sent it again. */
        DUPLICATE,
        /** It is not there any more: released by somebody else, dropped or expired. */
        GONE
    }

    private final JournalDatabase database;

    public QuarantineRelease(JournalDatabase database) {
        this.database = database;
    }

    /**
     * Releases a few, all or none.
     *
     * @param events the events by the ids of what is kept, in the order in which they are stored
     */
    public Map<Long, Outcome> release(Map<Long, SimEvent> events) throws SQLException {
        return database.inTransaction(connection -> {
            Map<Long, Outcome> outcomes = new LinkedHashMap<>();
            for (Map.Entry<Long, SimEvent> one : events.entrySet()) {
                outcomes.put(one.getKey(), release(connection, one.getKey(), one.getValue()));
            }
            return outcomes;
        });
    }

    private static Outcome release(Connection connection, long id, SimEvent event)
            throws SQLException {
        // Delete first: of two who release it at once, the second waits here and finds nothing.
        try (PreparedStatement delete = QuarantineTable.prepare(
                connection, "DELETE FROM kore_quarantine WHERE id = ?")) {
            delete.setLong(1, id);
            if (delete.executeUpdate() == 0) {
                return Outcome.GONE;
            }
        }
        return ExistingJournal.insert(connection, event.flagged(EventFlag.RELEASED))
                ? Outcome.RELEASED : Outcome.DUPLICATE;
    }
}
