package io.github.koresimroutes.standalone;

import io.github.koresimroutes.camel.KoreSimRoutes;
import jakarta.jms.ConnectionFactory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceSupport;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pools made of {@code kore.journal.*} and {@code kore.broker.*}, for an application without. */
public final class OwnPools extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(OwnPools.class);
    private static final String[] BROKER = {"kore.broker.url", "kore.broker.connection-factory"};

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private OwnPools() {
    }

    /**
     * Binds what the registry lacks and the settings name. It ends after the routes.
     *
     * @throws StartException where a setting is wrong, or a library or the database is not there
     */
    public static void bindMissing(CamelContext context) throws Exception {
        OwnPools pools = new OwnPools();
        try {
            pools.bindMissing(context, new StandaloneSettings(context));
        } catch (Exception e) {
            pools.doStop();
            throw e;
        }
        context.addService(pools, true, true);
    }

    /**
     * Takes an application's database for the journal, unless one is named for it: by a bean, or by
     * a setting of which {@link #bindMissing} makes one.
     *
     * @param only the application's, where it has one; null where not
     */
    public static void journal(CamelContext context, Supplier<DataSource> only) {
        take(context, KoreSimRoutes.DATA_SOURCE, DataSource.class, only, "kore.journal.url");
    }

    /** The same for the broker. */
    public static void broker(CamelContext context, Supplier<ConnectionFactory> only) {
        take(context, KoreSimRoutes.CONNECTION_FACTORY, ConnectionFactory.class, only, BROKER);
    }

    private static <T> void take(CamelContext context, String name, Class<T> type,
            Supplier<T> only, String... settings) {
        if (only == null || !lacks(context, name, type)) {
            return;
        }
        Optional<String> setting = set(context, settings);
        if (setting.isPresent()) {
            LOG.warn("{} is set, and holds: the {} of the application is not used for KORE's events",
                    setting.get(), type.getSimpleName());
        } else {
            context.getRegistry().bind(name, type, only.get());
        }
    }

    private static Optional<String> set(CamelContext context, String... keys) {
        StandaloneSettings settings = new StandaloneSettings(context);
        return Arrays.stream(keys).filter(key -> settings.text(key).isPresent()).findFirst();
    }

    private void bindMissing(CamelContext context, StandaloneSettings settings) {
        if (lacks(context, KoreSimRoutes.DATA_SOURCE, DataSource.class)
                && set(context, "kore.journal.url").isPresent()) {
            making(() -> journal(context.getRegistry(), settings));
        }
        if (lacks(context, KoreSimRoutes.CONNECTION_FACTORY, ConnectionFactory.class)
                && set(context, BROKER).isPresent()) {
            making(() -> broker(context.getRegistry(), settings));
        }
    }

    private static void making(Runnable pool) {
        try {
            pool.run();
        } catch (NoClassDefFoundError e) {
            throw new StartException("The class " + e.getMessage() + " is missing, with which "
                    + "kore.journal.url and kore.broker.* make pools of connections.\nThey need "
                    + "com.zaxxer:HikariCP and org.messaginghub:pooled-jms among the "
                    + "application's dependencies (docs/runtimes.md).", e);
        } catch (StartException e) {
            throw e.getMessage().contains("lib/") ? new StartException(e.getMessage()
                    + "\nInside an application that is: into its dependencies (docs/runtimes.md).",
                    e) : e;
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
