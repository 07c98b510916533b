package io.github.koresimroutes.dispatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * The journal's row for each lane and epoch, as the batons move it. Each change is one conditional
 * UPDATE, so that of two transactions that hold the same baton only one can move the lane, whatever
 * the database.
 */
final class LaneTable {

    /** What the journal says of a baton. */
    enum Verdict {
        /** It is the next one, and the row has been moved on to it: its events are to be marked. */
        NEXT,
        /** It is the one that the row names already: it was redelivered, or put back unchanged. */
        AGAIN,
        /** It names nothing: a seed too many, or the baton of an epoch that was closed with it. */
        SURPLUS,
        /** It fits, but its lane is halted. */
        HALTED,
        /** Its lane was given a new baton in its place. */
        REPLACED,
        /** None of these: stale, doubled or unknown. */
        CONTRADICTION
    }

    private static final long SEEN_MILLIS = 5_000;

    private record Row(long sequence, String nonce, String seed, String state) {

        boolean isAt(Baton baton) {
            return sequence == baton.sequence() && Objects.equals(nonce, baton.nonce());
        }

        boolean awaits(Baton baton) {
            boolean isNext = !baton.isSeed() && baton.sequence() == sequence + 1
                    && baton.parent().equals(nonce);
            return isAt(baton) || isNext;
        }
    }

    private LaneTable() {
    }

    /** Compares a baton with its lane's row, and moves the row on where it is the next one. */
    static Verdict receive(Connection connection, Baton baton) throws SQLException {
        int moved = baton.isSeed() ? adopt(connection, baton) : advance(connection, baton);
        if (moved == 1) {
            return Verdict.NEXT;
        }
        Row row = read(connection, baton);
        if (row == null) {
            return Verdict.CONTRADICTION;
        }
        if (row.state().equals("halted") && row.awaits(baton)) {
            return Verdict.HALTED;
        }
        if (row.state().equals("replaced")) {
            return Verdict.REPLACED;
        }
        if (row.isAt(baton)) {
            switch (row.state()) {
                case "running":
                    see(connection, baton);
                    return Verdict.AGAIN;
                case "closed":
                    return Verdict.SURPLUS;
                default:
                    return Verdict.CONTRADICTION;
            }
        }
        boolean adoptedBefore = baton.nonce().equals(row.seed());
        return baton.isSeed() && !adoptedBefore ? Verdict.SURPLUS : Verdict.CONTRADICTION;
    }

    private static int adopt(Connection connection, Baton seed) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE kore_lane SET nonce = ?, seed = ?,
                moved_at = (SELECT now_ms FROM kore_clock),
                seen_at = (SELECT now_ms FROM kore_clock)
                WHERE lane = ? AND epoch = ? AND lanes = ? AND sequence = 0 AND nonce IS NULL
                AND state = 'running'""")) {
            update.setString(1, seed.nonce());
            update.setString(2, seed.nonce());
            update.setInt(3, seed.lane());
            update.setLong(4, seed.epoch());
            update.setInt(5, seed.lanes());
            return update.executeUpdate();
        }
    }

    private static int advance(Connection connection, Baton baton) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE kore_lane SET sequence = ?, nonce = ?,
                moved_at = (SELECT now_ms FROM kore_clock),
                seen_at = (SELECT now_ms FROM kore_clock)
                WHERE lane = ? AND epoch = ? AND lanes = ? AND sequence = ? AND nonce = ?
                AND state = 'running'""")) {
            update.setLong(1, baton.sequence());
            update.setString(2, baton.nonce());
            update.setInt(3, baton.lane());
            update.setLong(4, baton.epoch());
            update.setInt(5, baton.lanes());
            update.setLong(6, baton.sequence() - 1);
            update.setString(7, baton.parent());
            return update.executeUpdate();
        }
    }

    /**
     * An idle lane's row is written now and then only, to show that its baton comes; also where the
     * clock was set back since.
     */
    private static void see(Connection connection, Baton baton) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE kore_lane SET seen_at = (SELECT now_ms FROM kore_clock)
                WHERE lane = ? AND epoch = ?
                AND ABS((SELECT now_ms FROM kore_clock) - seen_at) > ?""")) {
            update.setInt(1, baton.lane());
            update.setLong(2, baton.epoch());
            update.setLong(3, SEEN_MILLIS);
            update.executeUpdate();
        }
    }

    /**
     * Names the present life of a lane: another one begins with each repair and each epoch. What was
     * thought of a baton in an earlier life is void.
     */
    static String life(Connection connection, int lane) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT epoch, resumes FROM kore_lane WHERE lane = ?
                AND state IN ('running', 'halted')""")) {
            select.setInt(1, lane);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) + "." + row.getInt(2) : "none";
            }
        }
    }

    /** Stops a lane, if it still has that life; no lane has the life "none". */
    static void halt(Connection connection, int lane, String life, String reason)
            throws SQLException {
        int dot = life.indexOf('.');
        if (dot < 0) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE kore_lane SET state = 'halted', reason = ?
                WHERE lane = ? AND state = 'running' AND epoch = ? AND resumes = ?""")) {
            update.setString(1, reason);
            update.setInt(2, lane);
            update.setLong(3, Long.parseLong(life.substring(0, dot)));
            update.setInt(4, Integer.parseInt(life.substring(dot + 1)));
            update.executeUpdate();
        }
    }

    /** Stops a lane until somebody has looked at it. */
    static void halt(Connection connection, int lane, String reason) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE kore_lane SET state = 'halted', reason = ?
                WHERE lane = ? AND state = 'running'""")) {
            update.setString(1, reason);
            update.setInt(2, lane);
            update.executeUpdate();
        }
    }

    /**
     * Has a lane run that has had no baton yet.
     *
     * @return whether it has had none
     */
    static boolean begin(Connection connection, int lane) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE kore_lane SET state = 'running', reason = NULL,
                seen_at = CASE WHEN state = 'halted' THEN (SELECT now_ms FROM kore_clock)
                ELSE seen_at END
                WHERE lane = ? AND nonce IS NULL AND state IN ('running', 'halted')""")) {
            update.setInt(1, lane);
            return update.executeUpdate() == 1;
        }
    }

    /** Whether a baton is the one that its lane waits for, be the lane halted or not. */
    static boolean fits(Connection connection, Baton baton) throws SQLException {
        Row row = read(connection, baton);
        return row != null && row.awaits(baton)
                && (row.state().equals("running") || row.state().equals("halted"));
    }

    /**
     * Lets a halted lane run again.
     *
     * @return whether it was halted
     */
    static boolean resume(Connection connection, int lane) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE kore_lane SET state = 'running', reason = NULL, resumes = resumes + 1,
                seen_at = (SELECT now_ms FROM kore_clock)
                WHERE lane = ? AND state = 'halted'""")) {
            update.setInt(1, lane);
            return update.executeUpdate() == 1;
        }
    }

    /** Events up to this id may have been sent with a baton that was lost; 0 for none. */
    static long doubtUntil(Connection connection, Baton baton) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT doubt_until FROM kore_lane WHERE lane = ? AND epoch = ?")) {
            select.setInt(1, baton.lane());
            select.setLong(2, baton.epoch());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static Row read(Connection connection, Baton baton) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT sequence, nonce, seed, state FROM kore_lane
                WHERE lane = ? AND epoch = ? AND lanes = ?""")) {
            select.setInt(1, baton.lane());
            select.setLong(2, baton.epoch());
            select.setInt(3, baton.lanes());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Row(row.getLong(1), row.getString(2), row.getString(3),
                                row.getString(4))
                        : null;
            }
        }
    }
}
