package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import checks.BundleChecks;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.activemq.broker.BrokerService;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ApplicationTest extends BundleChecks {

    static String broker;
    static EmbeddedPostgres database;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws Exception {
        database = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on").setServerConfig("fsync", "on").start();
        BrokerService service = new BrokerService();
        service.setPersistent(false);
        service.setUseJmx(false);
        broker = service.addConnector("tcp://127.0.0.1:0").getPublishableConnectString();
        service.start();
        broker = service.getTransportConnectors().get(0).getPublishableConnectString();
        registry.add("spring.datasource.url",
                () -> database.getJdbcUrl("postgres", "postgres") + "&socketTimeout=10");
        registry.add("spring.activemq.broker-url", () -> broker);
        registry.add("kore.callback.secret", () -> SECRET);
        registry.add("kore.callback.secret-file", () -> "");
        registry.add("kore.callback.url", () -> URL);
        registry.add("management.server.port", () -> 0);
    }

    @Override
    protected int port() {
        return port;
    }

    @Override
    protected String broker() {
        return broker;
    }

    @Test
    void actuatorTellsTheBundlesHealthAndNotOnThePortThatKoreCalls() throws Exception {
        assertEquals(200, health(managementPort));
        assertEquals(404, health(port));
    }

    private static int health(int port) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/actuator/health")).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
