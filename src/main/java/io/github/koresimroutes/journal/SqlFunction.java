package io.github.koresimroutes.journal;

import java.sql.SQLException;

/** Work done with a database, such as the body of a transaction. */
@FunctionalInterface
public interface SqlFunction<A, T> {

    T apply(A argument) throws SQLException;
}
