package io.github.koresimroutes.standalone;

import io.github.koresimroutes.camel.KoreSimRoutes;
import jakarta.jms.ConnectionFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceSupport;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Pools made of {@code kore.journal.*} and {@code kore.broker.*}, for an application without. */
public final class OwnPools extends ServiceSupport {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private OwnPools() {
    }

    /**
     * Binds what the registry lacks and the settings name. It ends after the routes.
     *
     * @throws StartException where a setting is wrong, or a database is not there
     */
    public static void bindMissing(CamelContext context) throws Exception {
        // A wrong setting stops the start before a database is opened.
        KoreSimRoutes.check(context);
        OwnPools pools = new OwnPools();
        try {
            pools.bindMissing(context, new StandaloneSettings(context));
        } catch (Exception e) {
            pools.doStop();
            throw e;
        }
        context.addService(pools, true, true);
    }

    private void bindMissing(CamelContext context, StandaloneSettings settings) {
        if (lacks(context, KoreSimRoutes.DATA_SOURCE, DataSource.class)
                && settings.text("kore.journal.url").isPresent()) {
            journal(context.getRegistry(), settings);
        }
        if (lacks(context, KoreSimRoutes.CONNECTION_FACTORY, ConnectionFactory.class)
                && settings.text("kore.broker.url").or(() ->
                        settings.text("kore.broker.connection-factory")).isPresent()) {
            broker(context.getRegistry(), settings);
        }
    }

    private static boolean lacks(CamelContext context, String name, Class<?> type) {
        return context.getRegistry().lookupByNameAndType(name, type) == null;
    }

    private void journal(Registry registry, StandaloneSettings settings) {
        AutoCloseable pool = JournalPool.open(settings);
        open.push(pool);
        registry.bind(KoreSimRoutes.DATA_SOURCE, pool);
    }

    private void broker(Registry registry, StandaloneSettings settings) {
        JmsPoolConnectionFactory pool = BrokerConnections.pool(settings, () -> {
            throw new StartException("kore.broker.url is empty");
        });
        open.push(pool::stop);
        registry.bind(KoreSimRoutes.CONNECTION_FACTORY, pool);
    }

    @Override
    protected void doStop() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
