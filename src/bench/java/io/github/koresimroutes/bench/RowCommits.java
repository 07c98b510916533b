package io.github.koresimroutes.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Stores one row in each transaction: what a database does for whoever waits for each event. */
final class RowCommits implements Pace.Work {

    static final String TABLE = "CREATE TABLE plain"
            + " (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body BYTEA NOT NULL)";

    private final Connection connection;
    private final PreparedStatement insert;

    RowCommits(Connection connection) throws SQLException {
        this.connection = connection;
        insert = connection.prepareStatement("INSERT INTO plain (body) VALUES (?)");
    }

    @Override
    public int once() throws SQLException {
        insert.setBytes(1, RandomEvent.next().body());
        return insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
