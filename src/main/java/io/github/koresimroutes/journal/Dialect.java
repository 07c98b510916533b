package io.github.koresimroutes.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** The databases that the journal knows. Their SQL is the same but for the schema. */
public enum Dialect {

    POSTGRESQL("PostgreSQL", "postgresql"),
    SQLITE("SQLite", "sqlite");

    private final String product;
    private final String folder;

    Dialect(String product, String folder) {
        this.product = product;
        this.folder = folder;
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
