package io.github.koresimroutes.journal;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/** The functions with which an upgrade makes the keys of events: SQLite has no hashes by itself. */
final class SqliteKeys {

    private SqliteKeys() {
    }

    /** The pool's connections, which know the functions. */
    static DataSource of(DataSource pool) {
        return JournalProxy.of(DataSource.class, (proxy, method, arguments) -> {
            Object result = JournalProxy.call(pool, method, arguments);
            if (result instanceof Connection connection) {
                addTo(connection.unwrap(SQLiteConnection.class));
            }
            return result;
        });
    }

    private static void addTo(Connection connection) throws SQLException {
        Function.create(connection, "kore_token_key", new Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(EventKey.bytes(EventKey.token(value_text(0), value_text(1))));
            }
        });
        Function.create(connection, "kore_body_key", new Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(ByteBuffer.wrap(value_blob(0)).getLong());
            }
        });
    }
}
