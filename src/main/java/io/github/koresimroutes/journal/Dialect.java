package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** The databases that the journal knows. Their SQL is the same but for the schema and
 * for how events are stored. */
public enum Dialect {

    POSTGRESQL("PostgreSQL", "postgresql", new ArrayInsert()),
    SQLITE("SQLite", "sqlite", new RowInsert());

    private final String product;
    private final String folder;
    private final EventInsert insert;

    Dialect(String product, String folder, EventInsert insert) {
        this.product = product;
        this.folder = folder;
        this.insert = insert;
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
