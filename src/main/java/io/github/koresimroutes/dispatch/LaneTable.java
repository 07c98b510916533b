package io.github.koresimroutes.dispatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * The journal's row for each lane. Each change is one conditional UPDATE, so that of two
 * transactions that hold the same baton only one can move the lane, whatever the database.
 */
final class LaneTable {

    /** What the journal says of a baton. */
    enum Verdict {
        /** It is the next one, and the row has been moved on to it: its events are to be marked. */
        NEXT,
        /** It is the one that the row names already: it was redelivered, or put back unchanged. */
        AGAIN,
        /** A seed that came when the lane had its baton already. It names no events. */
        SURPLUS,
        /** Neither: stale, doubled or unknown. */
        CONTRADICTION
    }

    private record Row(long epoch, long sequence, String nonce, String seed, boolean running) {
    }

    private LaneTable() {
    }

    /** Makes the lane's row where there is none; its first baton is then awaited. */
    static void create(Connection connection, int lane, int lanes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO kore_lane (lane, lanes, epoch, sequence, state)
                VALUES (?, ?, 1, 0, 'running') ON CONFLICT DO NOTHING""")) {
            insert.setInt(1, lane);
            insert.setInt(2, lanes);
            insert.executeUpdate();
        }
    }

    /** The epoch to seed, where the lane runs and has had no baton; -1 where it has one. */
    static long awaitedEpoch(Connection connection, int lane) throws SQLException {
        Row row = read(connection, lane);
        return row != null && row.running() && row.nonce() == null ? row.epoch() : -1;
    }

    /** Compares a baton with its lane's row, and moves the row on where it is the next one. */
    static Verdict receive(Connection connection, Baton baton) throws SQLException {
        int moved = baton.isSeed() ? adopt(connection, baton) : advance(connection, baton);
        if (moved == 1) {
            return Verdict.NEXT;
        }
        Row row = read(connection, baton.lane());
        if (row == null) {
            return Verdict.CONTRADICTION;
        }
        if (row.running() && row.epoch() == baton.epoch() && row.sequence() == baton.sequence()
                && Objects.equals(row.nonce(), baton.nonce())) {
            return Verdict.AGAIN;
        }
        boolean adoptedBefore = baton.nonce().equals(row.seed());
        return baton.isSeed() && !adoptedBefore ? Verdict.SURPLUS : Verdict.CONTRADICTION;
    }

    private static int adopt(Connection connection, Baton seed) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE kore_lane SET nonce = ?, seed = ?,
                moved_at = (SELECT now_ms FROM kore_clock)
                WHERE lane = ? AND epoch = ? AND sequence = 0 AND nonce IS NULL
                AND state = 'running'""")) {
            update.setString(1, seed.nonce());
            update.setString(2, seed.nonce());
            update.setInt(3, seed.lane());
            update.setLong(4, seed.epoch());
            return update.executeUpdate();
        }
    }

    private static int advance(Connection connection, Baton baton) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE kore_lane SET sequence = ?, nonce = ?,
                moved_at = (SELECT now_ms FROM kore_clock)
                WHERE lane = ? AND epoch = ? AND sequence = ? AND nonce = ?
                AND state = 'running'""")) {
            update.setLong(1, baton.sequence());
            update.setString(2, baton.nonce());
            update.setInt(3, baton.lane());
            update.setLong(4, baton.epoch());
            update.setLong(5, baton.sequence() - 1);
            update.setString(6, baton.parent());
            return update.executeUpdate();
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

    /** Why the lane is halted, or null where it runs. */
    static String haltedBecause(Connection connection, int lane) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT reason FROM kore_lane WHERE lane = ? AND state = 'halted'")) {
            select.setInt(1, lane);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static Row read(Connection connection, int lane) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT epoch, sequence, nonce, seed, state FROM kore_lane WHERE lane = ?")) {
            select.setInt(1, lane);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Row(row.getLong(1), row.getLong(2), row.getString(3),
                                row.getString(4), row.getString(5).equals("running"))
                        : null;
            }
        }
    }
}
