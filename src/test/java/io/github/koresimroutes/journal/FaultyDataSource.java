package io.github.koresimroutes.journal;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source with faults that a test switches on: a gate before it, and commits in doubt. */
final class FaultyDataSource implements DataSource {

    private final DataSource real;
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private volatile SQLException fault;
    private volatile boolean commitFirst;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    FaultyDataSource(DataSource real) {
        this.real = real;
    }

    /** Whoever asks for a connection waits until {@link #open}. */
    void shut() {
        gate = new CountDownLatch(1);
    }

    void open() {
        gate.countDown();
    }

    /** The next commits throw, after they took place or instead of it. */
    void failCommits(int count, boolean afterwards, SQLException with) {
        fault = with;
        commitFirst = afterwards;
        faults.set(count);
    }

    int commits() {
        return commits.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        boolean open = false;
        while (!open) {
            try {
                gate.await();
                open = true;
            } catch (InterruptedException e) {
                throw new SQLException("interrupted", "08001");
            }
        }
        Connection connection = real.getConnection();
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("commit")) {
                return committing(() -> call(connection, method, arguments));
            }
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement && connection.getAutoCommit()
                    && String.valueOf(arguments[0]).startsWith("INSERT")
                    ? committing(statement) : result;
        });
    }

    /** A statement that commits itself. */
    private PreparedStatement committing(PreparedStatement statement) {
        return proxy(PreparedStatement.class, (method, arguments) ->
                method.getName().startsWith("execute")
                        ? committing(() -> call(statement, method, arguments))
                        : call(statement, method, arguments));
    }

    private Object committing(Callable<Object> commit) throws Exception {
        commits.incrementAndGet();
        boolean fail = faults.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        if (fail && !commitFirst) {
            throw fault;
        }
        Object result = commit.call();
        if (fail) {
            throw fault;
        }
        return result;
    }

    private static Object call(Object target, Method method, Object[] arguments)
            throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(FaultyDataSource.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> calls.call(method, arguments)));
    }

    @FunctionalInterface
    private interface Calls {
        Object call(Method method, Object[] arguments) throws Exception;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Nothing is logged.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The real one's limit holds.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return real.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return real.isWrapperFor(type);
    }
}
