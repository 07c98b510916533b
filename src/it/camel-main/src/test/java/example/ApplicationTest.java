package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import checks.BundleChecks;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.activemq.broker.BrokerService;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApplicationTest extends BundleChecks {

    private static final BrokerService BROKER = new BrokerService();
    private static EmbeddedPostgres database;
    private static int port;
    private static int statusBeforeTheStart;
    private static Main main;

    /** A callback that comes while the server is there already, and the routes are not. */
    private static final class Asked extends ServiceSupport implements CamelConfiguration {

        @Override
        public void configure(CamelContext context) throws Exception {
            context.addService(this, true, false);
        }

        @Override
        protected void doStart() throws Exception {
            statusBeforeTheStart = HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                    // With a slash too many, which the route takes as well.
                    URI.create("http://127.0.0.1:" + port + "/kore/sim-status/"))
                    .POST(HttpRequest.BodyPublishers.ofString("SimStatus=active")).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

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
        main.addOverrideProperty("journal.url",
                database.getJdbcUrl("postgres", "postgres") + "&socketTimeout=10");
        main.addOverrideProperty("broker.url", brokerUrl());
        main.addOverrideProperty("camel.server.port", Integer.toString(port));
        main.addOverrideProperty("kore.callback.secret", SECRET);
        main.addOverrideProperty("kore.callback.secret-file", "");
        Application.configure(main);
        main.configure().addConfiguration(new Asked());
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

    /** After a 404 KORE would not try again. */
    @Test
    void aCallbackBeforeTheRoutesAreThereIsToBeTriedAgain() {
        assertEquals(503, statusBeforeTheStart);
    }

    @Test
    void theApplicationsOwnRouteIsThereToo() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/ping")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals("pong", answer.body());
    }
}
