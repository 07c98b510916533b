package io.github.koresimroutes.dispatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The lanes as a whole. Their number lies in the journal. To change it, each lane's holder passes a
 * last baton on, and the lane is closed when that one is received. When all are, nothing is under
 * way, and the lanes of the next epoch are opened in the same transaction.
 *
 * <p>All run in the caller's transaction.
 */
final class Epoch {

    private Epoch() {
    }

    /**
     * Opens the first lanes of a journal that has none.
     *
     * @param number how many
     * @return how many lanes the journal has
     */
    static int open(Connection connection, int number) throws SQLException {
        lock(connection);
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE kore_journal SET lanes = ? WHERE lanes IS NULL")) {
            update.setInt(1, number);
            update.executeUpdate();
        }
        openNext(connection);
        return wanted(connection);
    }

    /** The first batons to make: one for each lane that runs and has had none. */
    static List<Baton> seeds(Connection connection, String journal) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT lane, lanes, epoch FROM kore_lane
                        WHERE state = 'running' AND nonce IS NULL ORDER BY lane""")) {
            List<Baton> seeds = new ArrayList<>();
            while (row.next()) {
                seeds.add(Baton.seed(journal, row.getInt(1), row.getInt(2), row.getLong(3)));
            }
            return seeds;
        }
    }

    /** The lanes of this epoch. */
    static List<LaneStatus> status(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT lane, lanes, epoch, sequence, state, reason, nonce,
                        ABS((SELECT now_ms FROM kore_clock) - seen_at)
                        FROM kore_lane WHERE state IN ('running', 'halted') ORDER BY lane""")) {
            List<LaneStatus> lanes = new ArrayList<>();
            while (row.next()) {
                String reason = row.getString(5).equals("halted") ? row.getString(6) : null;
                lanes.add(new LaneStatus(row.getInt(1), row.getInt(2), row.getLong(3),
                        row.getLong(4), reason, row.getString(7) == null,
                        Duration.ofMillis(row.getLong(8))));
            }
            return lanes;
        }
    }

    /** How many lanes there shall be. */
    static int wanted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT lanes FROM kore_journal")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /** Closes the lane of its last baton. Whoever else holds that one sends nothing either. */
    static void close(Connection connection, Baton held) throws SQLException {
        lock(connection);
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE kore_lane SET state = 'closed'
                WHERE lane = ? AND epoch = ? AND nonce = ? AND state = 'running'""")) {
            update.setInt(1, held.lane());
            update.setLong(2, held.epoch());
            update.setString(3, held.nonce());
            update.executeUpdate();
        }
        openNext(connection);
    }

    /**
     * Has the number of lanes changed: from now on each lane closes as its baton comes.
     *
     * @throws IllegalStateException where a lane is halted, or a change is under way
     */
    static void change(Connection connection, int number) throws SQLException {
        lock(connection);
        List<LaneStatus> lanes = status(connection);
        for (LaneStatus lane : lanes) {
            if (lane.halted() != null) {
                throw new IllegalStateException("lane " + lane.lane() + " is halted: "
                        + lane.halted() + ". Repair it first.");
            }
            if (lane.lanes() != wanted(connection)) {
                throw new IllegalStateException("a change from " + lane.lanes() + " to "
                        + wanted(connection) + " lanes is under way. Wait until it is done.");
            }
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE kore_journal SET lanes = ?")) {
            update.setInt(1, number);
            update.executeUpdate();
        }
        // A lane that never had a baton has nothing to give back.
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE kore_lane SET state = 'closed'
                WHERE state = 'running' AND nonce IS NULL AND lanes <> ?""")) {
            update.setInt(1, number);
            update.executeUpdate();
        }
        openNext(connection);
    }

    /**
     * Gives a halted lane a new epoch, and so a new first baton. What waits in it now may have been
     * sent with the old one.
     *
     * @return whether the lane was halted
     */
    static boolean replace(Connection connection, int lane) throws SQLException {
        lock(connection);
        int lanes;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT lanes FROM kore_lane WHERE lane = ? AND state = 'halted'")) {
            select.setInt(1, lane);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                lanes = row.getInt(1);
            }
        }
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE kore_lane SET state = 'replaced' WHERE lane = ? AND state = 'halted'""")) {
            update.setInt(1, lane);
            update.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO kore_lane (lane, epoch, lanes, sequence, state, seen_at, doubt_until)
                VALUES (?, ?, ?, 0, 'running', (SELECT now_ms FROM kore_clock),
                (SELECT COALESCE(MAX(event_id), 0) FROM sim_event_dispatch
                    WHERE state = 'received'))""")) {
            insert.setInt(1, lane);
            insert.setLong(2, highest(connection, "epoch") + 1);
            insert.setInt(3, lanes);
            insert.executeUpdate();
        }
        return true;
    }

    /** Only one transaction at a time may count the lanes that are left. */
    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE kore_journal SET lanes = lanes");
        }
    }

    private static void openNext(Connection connection) throws SQLException {
        if (!status(connection).isEmpty()) {
            return;
        }
        int number = wanted(connection);
        long epoch = highest(connection, "epoch") + 1;
        long doubtUntil = highest(connection, "doubt_until");
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO kore_lane (lane, epoch, lanes, sequence, state, seen_at, doubt_until)
                VALUES (?, ?, ?, 0, 'running', (SELECT now_ms FROM kore_clock), ?)""")) {
            for (int lane = 0; lane < number; lane++) {
                insert.setInt(1, lane);
                insert.setLong(2, epoch);
                insert.setInt(3, number);
                insert.setLong(4, doubtUntil);
                insert.executeUpdate();
            }
        }
    }

    /** Not in the INSERT: MariaDB does not let that read its own table. */
    private static long highest(Connection connection, String column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT COALESCE(MAX(" + column + "), 0) FROM kore_lane")) {
            row.next();
            return row.getLong(1);
        }
    }
}
