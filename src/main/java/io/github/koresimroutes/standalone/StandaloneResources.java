package io.github.koresimroutes.standalone;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.http.CallbackServer;
import java.nio.file.Path;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * What other runtimes bring themselves: the journal's DataSource, the ConnectionFactory and, if
 * no broker is configured, a broker. Closed after the routes, the broker last.
 */
public final class StandaloneResources extends ServiceSupport
        implements CamelConfiguration, AutoCloseable {

    /** The name of the journal's DataSource in Camel's registry. */
    public static final String DATA_SOURCE = "kore-data-source";
    /** The name of the ConnectionFactory in Camel's registry. */
    public static final String CONNECTION_FACTORY = "kore-connection-factory";

    private HikariDataSource journal;
    private EmbeddedBroker broker;
    private JmsPoolConnectionFactory connections;

    @Override
    public void configure(CamelContext context) throws Exception {
        // A wrong setting stops the start before it has made a file or opened a port.
        KoreSimRoutes.check(context);
        StandaloneSettings settings = new StandaloneSettings(context);
        CallbackServer server = CallbackServer.of(ListenSettings.read(settings));
        HealthDoor.install(context, settings);
        journal = JournalPool.open(settings);
        connections = connect(settings);
        new FileRights().check(settings);
        context.getRegistry().bind(DATA_SOURCE, journal);
        context.getRegistry().bind(CONNECTION_FACTORY, connections);
        // Services stop in reverse order: this one was added first.
        context.addService(this, true, true);
        server.addTo(context);
    }

    JmsPoolConnectionFactory connect(StandaloneSettings settings) {
        return BrokerConnections.pool(settings, () -> {
            broker = EmbeddedBroker.start(
                    Path.of(settings.text("kore.broker.data", "data/broker")),
                    settings.text("kore.broker.connector", ""));
            return BrokerConnections.EMBEDDED;
        });
    }

    @Override
    protected void doStop() {
        close();
    }

    /** Closes what is open; closing again does nothing. */
    @Override
    public synchronized void close() {
        if (connections != null) {
            connections.stop();
            connections = null;
        }
        if (journal != null) {
            journal.close();
            journal = null;
        }
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }
}
