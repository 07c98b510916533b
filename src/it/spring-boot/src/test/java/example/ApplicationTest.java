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
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ApplicationTest extends BundleChecks {

    private static String broker;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws Exception {
        EmbeddedPostgres database = EmbeddedPostgres.builder()
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
    void actuatorTellsTheBundlesHealth() throws Exception {
        HttpResponse<String> health = HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/actuator/health")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, health.statusCode());
    }
}
