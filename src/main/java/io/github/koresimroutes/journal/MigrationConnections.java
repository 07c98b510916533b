package io.github.koresimroutes.journal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * PostgreSQL's connections of a pool, without its limits on silence: to write millions of rows anew
 * takes minutes, in which a statement says nothing and the connection that holds the lock does nothing.
 * The limits hold again when the pool gets its connection back.
 */
final class MigrationConnections {

    private static final int NONE = 0;

    private MigrationConnections() {
    }

    static DataSource of(DataSource pool) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(pool, method, arguments);
            return result instanceof Connection connection ? unhurried(connection) : result;
        });
    }

    private static Connection unhurried(Connection connection) throws SQLException {
        int silence = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, NONE);
        execute(connection, "SET idle_in_transaction_session_timeout = 0");
        String before = "RESET idle_in_transaction_session_timeout";
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close") && !connection.isClosed()) {
                execute(connection, before);
                connection.setNetworkTimeout(Runnable::run, silence);
            }
            return call(connection, method, arguments);
        });
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                MigrationConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
