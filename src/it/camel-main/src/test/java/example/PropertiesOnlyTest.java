package example;

import checks.BundleChecks;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.activemq.broker.BrokerService;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** No line of Java: Camel's own main class, and settings such as {@code camel run} takes as well. */
class PropertiesOnlyTest extends BundleChecks {

    private static final BrokerService BROKER = new BrokerService();
    private static EmbeddedPostgres database;
    private static int port;
    private static Main main;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on").setServerConfig("fsync", "on").start();
        BROKER.setPersistent(false);
        BROKER.setUseJmx(false);
        BROKER.addConnector("tcp://127.0.0.1:0");
        BROKER.start();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        Map.of("camel.main.configuration-classes",
                        "io.github.koresimroutes.embedded.KoreSimBundle",
                "kore.journal.url", database.getJdbcUrl("postgres", "postgres"),
                "kore.broker.url", brokerUrl(),
                "camel.server.enabled", "true",
                "camel.server.port", Integer.toString(port),
                "kore.callback.url", URL,
                "kore.callback.secret", SECRET).forEach(main::addProperty);
        main.start();
    }

    @AfterAll
    static void stop() throws Exception {
        main.stop();
        BROKER.stop();
        database.close();
    }

    private static String brokerUrl() throws Exception {
        return BROKER.getTransportConnectors().get(0).getPublishableConnectString();
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
