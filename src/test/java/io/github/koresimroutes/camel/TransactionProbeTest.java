package io.github.koresimroutes.camel;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

class TransactionProbeTest {

    private final ConnectionFactory good = new ActiveMQConnectionFactory(
            "vm://probe?broker.persistent=false&broker.useJmx=false");

    @Test
    void sessionsThatRollBackPassTheProbe() {
        assertThatNoException().isThrownBy(() -> new TransactionProbe(good, "probe").prove());
    }

    @Test
    void sessionsThatOnlySeemToRollBackDoNot() {
        ConnectionFactory managed = untransacted(ConnectionFactory.class, good);

        assertThatThrownBy(() -> new TransactionProbe(managed, "probe").prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sessions that do not roll back");
    }

    /** What an application server's connection factory does outside of its own transactions. */
    private static <T> T untransacted(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    try {
                        switch (method.getName()) {
                            case "createConnection":
                                return untransacted(Connection.class,
                                        (Connection) method.invoke(real, arguments));
                            case "createSession":
                                return untransacted(Session.class, ((Connection) real)
                                        .createSession(false, Session.AUTO_ACKNOWLEDGE));
                            case "rollback":
                                return null;
                            default:
                                return method.invoke(real, arguments);
                        }
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
