package io.github.koresimroutes.bench;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Stores rows in a journal's table, and does nothing else: the bundle can reach no more. */
abstract class JournalInserts implements Pace.Work {

    private static final String COLUMNS = "token, body_hash, sim_sid, sim_status, body, bucket,"
            + " kind, account, content_type, secret_label, event_time, received_at";
    private static final String ALIKE = ", 'SIM_STATUS', '" + RandomEvent.ACCOUNT
            + "', 'application/x-www-form-urlencoded', 'current', 1764000000000, 1764000000000";

    private final Connection connection;
    private final PreparedStatement statement;
    private final int rows;

    private JournalInserts(Connection connection, String sql, int rows) throws SQLException {
        this.connection = connection;
        this.rows = rows;
        connection.setAutoCommit(false);
        statement = connection.prepareStatement(sql);
    }

    /** So many a transaction, as a batch of single inserts; for SQLite. */
    static JournalInserts batches(Connection connection, int rows) throws SQLException {
        String sql = "INSERT INTO sim_event (" + COLUMNS + ", token_key, body_key)"
                + " VALUES (?, ?, ?, ?, ?, ?" + ALIKE + ", randomblob(16), 0)";
        return new JournalInserts(connection, sql, rows) {
            @Override
            void store(PreparedStatement insert) throws SQLException {
                for (int i = 0; i < rows; i++) {
                    RandomEvent event = RandomEvent.next();
                    insert.setString(1, event.token());
                    insert.setBytes(2, event.hash());
                    insert.setString(3, event.sim());
                    insert.setString(4, event.status());
                    insert.setBytes(5, event.body());
                    insert.setShort(6, event.bucket());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        };
    }

    /** So many a transaction, by one statement that is given arrays; for PostgreSQL. */
    static JournalInserts arrays(Connection connection, int rows) throws SQLException {
        String sql = "INSERT INTO sim_event (" + COLUMNS + ", token_key, body_key)"
                + " SELECT token, hash, sim, status, body, bucket" + ALIKE
                // As random as the hash of the token would be.
                + ", CAST(substr(token, 3) AS UUID), 0 FROM unnest(CAST(? AS text[]), CAST(? AS bytea[]), CAST(? AS text[]),"
                + " CAST(? AS text[]), CAST(? AS bytea[]), CAST(? AS smallint[]))"
                + " AS event (token, hash, sim, status, body, bucket)";
        return new JournalInserts(connection, sql, rows) {
            @Override
            void store(PreparedStatement insert) throws SQLException {
                String[] tokens = new String[rows];
                byte[][] hashes = new byte[rows][];
                String[] sims = new String[rows];
                String[] statuses = new String[rows];
                byte[][] bodies = new byte[rows][];
                Short[] buckets = new Short[rows];
                for (int i = 0; i < rows; i++) {
                    RandomEvent event = RandomEvent.next();
                    tokens[i] = event.token();
                    hashes[i] = event.hash();
                    sims[i] = event.sim();
                    statuses[i] = event.status();
                    bodies[i] = event.body();
                    buckets[i] = event.bucket();
                }
                insert.setArray(1, array("text", tokens));
                insert.setArray(2, array("bytea", hashes));
                insert.setArray(3, array("text", sims));
                insert.setArray(4, array("text", statuses));
                insert.setArray(5, array("bytea", bodies));
                insert.setArray(6, array("smallint", buckets));
                insert.executeUpdate();
            }

            private Array array(String type, Object[] values) throws SQLException {
                return connection.createArrayOf(type, values);
            }
        };
    }

    abstract void store(PreparedStatement insert) throws SQLException;

    @Override
    public final int once() throws SQLException {
        store(statement);
        connection.commit();
        return rows;
    }

    @Override
    public final void close() throws SQLException {
        connection.close();
    }
}
