package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

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
        try (PreparedStatement statement = connection.prepareStatement(sql + " WHERE " + which)) {
            statement.setQueryTimeout(limitSeconds);
            bind(connection, statement, routeSet, events);
        }
    }

    abstract void bind(Connection connection, PreparedStatement statement, String routeSet,
            List<Sent> events) throws SQLException;
}
