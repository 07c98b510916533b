package io.github.koresimroutes.bench;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.journal.TestPostgres;
import io.github.koresimroutes.journal.TestSqlite;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A bundle's journal as SQL reaches it from outside. */
final class Journal {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    // Each look costs the database something, too.
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final JournalSettings SETTINGS =
            new JournalSettings(true, Duration.ofSeconds(20), 10_000, 200);

    private final String url;

    Journal(String url) {
        this.url = url;
    }

    String url() {
        return url;
    }

    /** Makes the tables as the bundle does, for rows that are there before its first start. */
    Journal withTables() {
        try (HikariDataSource pool = url.startsWith("jdbc:sqlite:")
                        ? TestSqlite.pool(url) : TestPostgres.pool(url);
                EventJournal made = EventJournal.open(SETTINGS, pool)) {
            return this;
        }
    }

    /** Halted lanes dispatch nothing, and their batons are put aside. */
    void halt() {
        await("the lanes of " + url).atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                // The tables may not be there yet.
                .ignoreExceptions().until(() -> update("UPDATE kore_lane SET state = 'halted',"
                        + " reason = 'nothing is dispatched while accepts are measured'") > 0);
    }

    /** How many events there are for which the condition holds. */
    long count(String condition) throws SQLException {
        return number("SELECT count(*) FROM sim_event_dispatch WHERE " + condition);
    }

    long count() throws SQLException {
        return number("SELECT count(*) FROM sim_event");
    }

    /** Waits until the bundle has dispatched, and marked, whatever there is. */
    void awaitNothingWaits(Duration atMost) {
        await("the events of " + url + " that wait").atMost(atMost).pollInterval(LOOK)
                // Not their number: this is read from the index as the dispatch reads it.
                .until(() -> number("SELECT count(*) FROM (SELECT event_id"
                        + " FROM sim_event_dispatch WHERE state = 'received'"
                        + " ORDER BY event_id LIMIT 1) AS oldest") == 0);
    }

    int update(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }
}
