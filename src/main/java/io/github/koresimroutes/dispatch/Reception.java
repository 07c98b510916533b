package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.EventJournal;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares received batons with the journal. Each look is one short transaction. Whoever was stopped
 * while it held a baton may come here long after another one took over, so nothing is done here that
 * would be wrong then: what a baton names is true for ever, and a lane is closed or halted only for
 * a baton that was passed on for that very purpose.
 */
final class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    /**
     * What came of a baton.
     *
     * @param verdict    what the journal says of it
     * @param doubtUntil events up to this id may have been sent with a baton that was lost
     * @param changes    whether the number of lanes is to change, so that this lane must end
     */
    record Received(LaneTable.Verdict verdict, long doubtUntil, boolean changes) {
    }

    private final EventJournal journal;

    Reception(EventJournal journal) {
        this.journal = journal;
    }

    /** Marks what the baton names, if it is the next one; closes its lane, if it is the last. */
    Received receive(Baton baton) throws SQLException {
        return journal.database().inTransaction(connection -> {
            LaneTable.Verdict verdict = LaneTable.receive(connection, baton);
            if (verdict == LaneTable.Verdict.NEXT) {
                journal.markDispatched(connection, baton.events(), baton.routes());
                journal.markFailed(connection, baton.setAside(), baton.routes());
                journal.markDiscarded(connection, baton.discarded(), baton.routes());
            }
            if (verdict != LaneTable.Verdict.NEXT && verdict != LaneTable.Verdict.AGAIN) {
                journal.settle(connection);
                return new Received(verdict, 0, false);
            }
            boolean changes = Epoch.wanted(connection) != baton.lanes();
            if (changes) {
                journal.settle(connection);
            }
            if (changes && baton.closing()) {
                Epoch.close(connection, baton);
                return new Received(LaneTable.Verdict.SURPLUS, 0, false);
            }
            return new Received(verdict, LaneTable.doubtUntil(connection, baton), changes);
        });
    }

    /**
     * Has a message put back that contradicts the journal; where that was done before, and the lane
     * has not been put right since, halts the lane that is served here, whichever one the baton
     * claims to be of.
     *
     * @param doubt what {@link Turn#doubt} said when it was put back; null if it was not
     */
    Turn contradiction(int lane, String doubt, String reason) throws SQLException {
        Turn turn = journal.database().inTransaction(connection -> {
            String current = LaneTable.life(connection, lane);
            if (!current.equals(doubt)) {
                return Turn.doubted(current);
            }
            LaneTable.halt(connection, lane, current, reason);
            return Turn.of(Turn.Outcome.PARKED);
        });
        if (turn.outcome() == Turn.Outcome.DOUBTED) {
            LOG.warn("lane {}: {}. It is put back, and looked at once more.", lane, reason);
        } else {
            LOG.error("dispatch of lane {} is halted: {}. The message is put on the parked queue."
                    + " See: kore-sim dispatch status", lane, reason);
        }
        return turn;
    }
}
