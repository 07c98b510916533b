package io.github.koresimroutes.bundle;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Looks into the SQLite journal of a running bundle. */
final class JournalRows {

    private JournalRows() {
    }

    /** How many events are in that state. */
    static int count(Path directory, String state) throws SQLException {
        return countWhere(directory, "state = '" + state + "'");
    }

    /** For how many events the condition holds. */
    static int countWhere(Path directory, String condition) throws SQLException {
        return count("sim_event_log WHERE " + condition, directory);
    }

    /** How many sets of routes are kept. */
    static int routeSets(Path directory) throws SQLException {
        return count("kore_route_set", directory);
    }

    private static int count(String from, Path directory) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + directory.resolve("journal.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** By the token which secret verified it. */
    static Map<String, String> secretLabels(Path directory) throws SQLException {
        Map<String, String> labels = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + directory.resolve("journal.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT token, secret_label FROM sim_event")) {
            while (rows.next()) {
                labels.put(rows.getString(1), rows.getString(2));
            }
            return labels;
        }
    }
}
