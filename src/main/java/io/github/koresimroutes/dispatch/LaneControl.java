package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.JournalDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** What an operator may do with the lanes, while instances run. */
public final class LaneControl {

    private final JournalDatabase database;

    public LaneControl(JournalDatabase database) {
        this.database = database;
    }

    /** The lanes, as the journal knows them. */
    public List<LaneStatus> status() throws SQLException {
        return database.inTransaction(Epoch::status);
    }

    /** How many lanes there shall be; others than {@link #status} tells while that changes. */
    public int wanted() throws SQLException {
        return database.inTransaction(Epoch::wanted);
    }

    /**
     * Has the number of lanes changed. Each lane closes when its baton comes next; when all have,
     * the new ones open.
     *
     * @throws IllegalStateException where a lane is halted, or a change is under way
     */
    public void change(int number) throws SQLException {
        database.inTransaction(connection -> {
            Epoch.change(connection, number);
            return null;
        });
    }

    /**
     * Has a lane run that has had no baton yet. Its first one is made for a lane that runs only:
     * halted, it would wait for ever.
     *
     * @return whether it has had none
     */
    public boolean begin(int lane) throws SQLException {
        return database.inTransaction(connection -> LaneTable.begin(connection, lane));
    }

    /**
     * Halts a lane: its baton is parked when it comes. A lane that is halted stays as it is, and
     * one that has had no baton yet runs on.
     *
     * @return whether it is halted now
     */
    public boolean halt(int lane, String reason) throws SQLException {
        return database.inTransaction(connection -> {
            if (LaneTable.begin(connection, lane)) {
                return false;
            }
            LaneTable.halt(connection, lane, reason);
            return true;
        });
    }

    /**
     * Tells whether a parked message is a baton that a lane waits for. Putting it back is safe; of
     * two, the one with the higher number is the lane's.
     *
     * @param lane the lane
     * @param text the message's text
     * @return the baton's sequence number; empty where the lane does not wait for it
     */
    public OptionalLong awaited(int lane, String text) throws SQLException {
        Baton baton;
        try {
            baton = BatonJson.read(text);
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
        boolean fits = baton.lane() == lane && database.inTransaction(
                connection -> LaneTable.fits(connection, baton));
        return fits ? OptionalLong.of(baton.sequence()) : OptionalLong.empty();
    }

    /**
     * Lets a halted lane run again, once its baton is back on its queue.
     *
     * @return whether it was halted
     */
    public boolean resume(int lane) throws SQLException {
        return database.inTransaction(connection -> LaneTable.resume(connection, lane));
    }

    /**
     * Has a new baton made for a halted lane whose own one is lost. The batch that the lost one
     * named may have been sent; as nobody can know, every event that waits now is sent, with the
     * property {@code KorePossibleDuplicate}.
     *
     * @return whether the lane was halted
     */
    public boolean replace(int lane) throws SQLException {
        return database.inTransaction(connection -> Epoch.replace(connection, lane));
    }
}
