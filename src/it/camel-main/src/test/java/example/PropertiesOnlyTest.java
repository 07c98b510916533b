package example;

import checks.BundleChecks;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.activemq.broker.BrokerService;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** No line of Java: Camel's own main class, and settings such as {@code camel run} takes as well. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PropertiesOnlyTest extends BundleChecks {

    private final BrokerService broker = new BrokerService();
    private EmbeddedPostgres database;
    private int port;
    private Main main;

    /** Starts the database of the journal, and gives its URL. */
    String startDatabase() throws Exception {
        database = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on").setServerConfig("fsync", "on").start();
        return database.getJdbcUrl("postgres", "postgres");
    }

    void stopDatabase() throws Exception {
        database.close();
    }

    @BeforeAll
    void start() throws Exception {
        String journal = startDatabase();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.addConnector("tcp://127.0.0.1:0");
        broker.start();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        Map.of("camel.main.configuration-classes",
                        "io.github.koresimroutes.embedded.KoreSimBundle",
                "kore.journal.url", journal,
                "kore.broker.url", brokerUrl(),
                "camel.server.enabled", "true",
                "camel.server.port", Integer.toString(port),
                "kore.callback.url", URL,
                "kore.callback.secret", SECRET).forEach(main::addProperty);
        main.start();
    }

    @AfterAll
    void stop() throws Exception {
        main.stop();
        broker.stop();
        stopDatabase();
    }

    private String brokerUrl() throws Exception {
        return broker.getTransportConnectors().get(0).getPublishableConnectString();
    }

    @Override
    protected int port() {
        return port;
    }

    @Override
    protected String broker() {
        try {
            return brokerUrl();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
