package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The databases that the journal knows. Their SQL is the same but for the schema and
 * for how many events are written at once. */
public enum Dialect {

    POSTGRESQL("PostgreSQL", "postgresql", new ArrayInsert(), EventMarks.ARRAYS),
    SQLITE("SQLite", "sqlite", new RowInsert(), EventMarks.ROWS);

    private final String product;
    private final String folder;
    private final EventInsert insert;
    private final EventMarks marks;

    Dialect(String product, String folder, EventInsert insert, EventMarks marks) {
        this.product = product;
        this.folder = folder;
        this.insert = insert;
        this.marks = marks;
    }

    /** How many events are marked fastest. */
    EventMarks marks() {
        return marks;
    }

    /** How events are stored fastest. */
    EventInsert insert() {
        return insert;
    }

    /** Where the dialect's DDL files lie on the classpath. */
    String schemaLocation() {
        return "io/github/koresimroutes/journal/schema/" + folder;
    }

    /**
     * Has the rest of the transaction read by the order of an index, and stop where it has enough.
     * PostgreSQL would rather collect all that the index names, and sort or join: with it, every
     * event that was dispatched since the last VACUUM.
     */
    void readInOrder(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL enable_bitmapscan = off;"
                        + " SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off;"
                        + " SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off");
            }
        }
    }

    /**
     * The dialect of a connection.
     *
     * @throws IllegalStateException if it is no database that the journal knows
     */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (Dialect dialect : values()) {
            if (dialect.product.equalsIgnoreCase(product)) {
                return dialect;
            }
        }
        throw new IllegalStateException("The event journal does not support the database "
                + product + ". Supported: PostgreSQL, SQLite");
    }
}
