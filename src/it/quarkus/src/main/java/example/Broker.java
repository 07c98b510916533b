package example;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.jms.ConnectionFactory;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** The application's connections to its broker: a pool, of which the bundle takes its own. */
public class Broker {

    @Produces
    @ApplicationScoped
    ConnectionFactory pool(@ConfigProperty(name = "broker.url") String url) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(new ActiveMQConnectionFactory(url));
        return pool;
    }

    void close(@Disposes ConnectionFactory pool) {
        ((JmsPoolConnectionFactory) pool).stop();
    }
}
