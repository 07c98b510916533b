package example;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.camel.KoreSimRoutes;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** The application's database and broker, by the names that the bundle knows. */
public final class Pools implements CamelConfiguration {

    @Override
    public void configure(CamelContext context) {
        HikariDataSource journal = new HikariDataSource();
        journal.setJdbcUrl(context.resolvePropertyPlaceholders("{{journal.url}}"));
        journal.setConnectionTimeout(2000);
        // A process that stands still in a transaction would hold its lane for ever.
        journal.setConnectionInitSql("SET idle_in_transaction_session_timeout = '15s'");
        context.getRegistry().bind(KoreSimRoutes.DATA_SOURCE, journal);
        JmsPoolConnectionFactory broker = new JmsPoolConnectionFactory();
        broker.setConnectionFactory(new ActiveMQConnectionFactory(
                context.resolvePropertyPlaceholders("{{broker.url}}")));
        context.getRegistry().bind(KoreSimRoutes.CONNECTION_FACTORY, broker);
        // A step that route files can name.
        context.getRegistry().bind("stamp", Processor.class, (Processor) exchange ->
                exchange.getMessage().setHeader("StampedBy", "example"));
    }
}
