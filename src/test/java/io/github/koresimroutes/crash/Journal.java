package io.github.koresimroutes.crash;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The bundle's database, looked at from outside. */
record Journal(String url) {

    /** One column of a query, as text. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Waits until no event waits: then each is on its queue for certain. */
    void awaitDispatched(Duration longest) {
        await("all events are dispatched").atMost(longest).pollInterval(Duration.ofMillis(200))
                .ignoreExceptions().until(() -> waiting() == 0);
    }

    long waiting() throws SQLException {
        return Long.parseLong(
                query("SELECT COUNT(*) FROM sim_event_dispatch WHERE state = 'received'").get(0));
    }

    long lanes() throws SQLException {
        return Long.parseLong(
                query("SELECT COUNT(*) FROM kore_lane WHERE state = 'running'").get(0));
    }

    /** What stops dispatch for good. */
    List<String> halted() throws SQLException {
        return query("SELECT reason FROM kore_lane WHERE state = 'halted'");
    }

    /** The longest time in which nothing was marked as dispatched. */
    Duration longestStandstill() throws SQLException {
        long longest = 0;
        long last = -1;
        for (String millis : query("SELECT DISTINCT dispatched_at FROM sim_event_dispatch"
                + " WHERE state = 'dispatched' ORDER BY 1")) {
            long at = Long.parseLong(millis);
            longest = last < 0 ? 0 : Math.max(longest, at - last);
            last = at;
        }
        return Duration.ofMillis(longest);
    }
}
