package io.github.koresimroutes.journal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Stands before a pool or a connection, and does a little more than that. */
final class JournalProxy {

    private JournalProxy() {
    }

    static <T> T of(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                JournalProxy.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Calls what stands behind, and throws what that throws. */
    static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
