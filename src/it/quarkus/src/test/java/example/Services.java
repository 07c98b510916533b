package example;

import checks.BundleChecks;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.Map;
import org.apache.activemq.broker.BrokerService;

/** A database and a broker, for as long as the tests run. */
public class Services implements QuarkusTestResourceLifecycleManager {

    /** System property: where the broker is. */
    static final String BROKER = "example.broker";

    private EmbeddedPostgres database;
    private BrokerService broker;

    @Override
    public Map<String, String> start() {
        try {
            database = EmbeddedPostgres.builder()
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("fsync", "on").start();
            broker = new BrokerService();
            broker.setPersistent(false);
            broker.setUseJmx(false);
            broker.addConnector("tcp://127.0.0.1:0");
            broker.start();
            String url = broker.getTransportConnectors().get(0).getPublishableConnectString();
            System.setProperty(BROKER, url);
            return Map.of("quarkus.datasource.jdbc.url",
                    database.getJdbcUrl("postgres", "postgres") + "&socketTimeout=10",
                    "broker.url", url, "kore.callback.secret", BundleChecks.SECRET,
                    "kore.callback.secret-file", "");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            broker.stop();
            database.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
