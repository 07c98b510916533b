package example;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.jms.ConnectionFactory;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.Processor;
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

    /** A step that route files can name. */
    @Produces
    @ApplicationScoped
    @Named("stamp")
    Processor stamp() {
        return exchange -> exchange.getMessage().setHeader("StampedBy", "example");
    }

    void close(@Disposes ConnectionFactory pool) {
        ((JmsPoolConnectionFactory) pool).stop();
    }
}
