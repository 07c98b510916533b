package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a change of many events is written. */
enum EventMarks {

    /** One statement for each, sent in one go where the driver can. */
    ROWS("event_id = ? AND send_number = ?") {
        @Override
        void bind(Connection connection, PreparedStatement statement, String routeSet,
                List<Sent> events) throws SQLException {
            for (Sent one : events) {
                statement.setString(1, routeSet);
                statement.setLong(2, one.id());
                statement.setInt(3, one.sendNumber());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    },

    /** A statement for all of one send number, mostly the first: MariaDB has no arrays. */
    LISTS("send_number = ? AND event_id IN (") {
        @Override
        void run(Connection connection, String sql, int limitSeconds, List<Sent> events,
                String routeSet) throws SQLException {
            Map<Integer, List<Sent>> bySendNumber = events.stream().collect(
                    Collectors.groupingBy(Sent::sendNumber, TreeMap::new, Collectors.toList()));
            for (List<Sent> some : bySendNumber.values()) {
                for (int i = 0; i < some.size(); i += MOST_IN_A_LIST) {
                    List<Sent> list = some.subList(i, Math.min(some.size(), i + MOST_IN_A_LIST));
                    super.run(connection, sql, "?, ".repeat(list.size() - 1) + "?)",
                            limitSeconds, list, routeSet);
                }
            }
        }

        @Override
        void bind(Connection connection, PreparedStatement statement, String routeSet,
                List<Sent> events) throws SQLException {
            int i = 0;
            statement.setString(++i, routeSet);
            statement.setInt(++i, events.get(0).sendNumber());
            for (Sent one : events) {
                statement.setLong(++i, one.id());
            }
            statement.executeUpdate();
        }
    },

    /** One statement for all: PostgreSQL takes a third of the time for it. */
    ARRAYS("""
            (event_id, send_number) IN
                (SELECT * FROM unnest(CAST(? AS bigint[]), CAST(? AS int[])))""") {
        @Override
        void bind(Connection connection, PreparedStatement statement, String routeSet,
                List<Sent> events) throws SQLException {
            statement.setString(1, routeSet);
            statement.setArray(2, connection.createArrayOf("bigint",
                    events.stream().map(Sent::id).toArray(Long[]::new)));
            statement.setArray(3, connection.createArrayOf("int",
                    events.stream().map(Sent::sendNumber).toArray(Integer[]::new)));
            statement.executeUpdate();
        }
    };

    private static final int MOST_IN_A_LIST = 500;

    private final String which;

    EventMarks(String which) {
        this.which = which;
    }

    /**
     * @param sql without its condition, with the route set as its only parameter
     * @param limitSeconds how long a statement may take
     */
    void run(Connection connection, String sql, int limitSeconds, List<Sent> events,
            String routeSet) throws SQLException {
        run(connection, sql, "", limitSeconds, events, routeSet);
    }

    final void run(Connection connection, String sql, String rest, int limitSeconds,
            List<Sent> events, String routeSet) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(sql + " WHERE " + which + rest)) {
            statement.setQueryTimeout(limitSeconds);
            bind(connection, statement, routeSet, events);
        }
    }

    abstract void bind(Connection connection, PreparedStatement statement, String routeSet,
            List<Sent> events) throws SQLException;
}
