package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes whose steps reach outside, with what is there: a trial has stubs for it. */
class RecipesInARunTest {

    @TempDir
    private Path directory;

    private TestBroker broker;
    private RunningBundle bundle;

    @AfterEach
    void stopAll() throws Exception {
        bundle.close();
        broker.close();
    }

    @Test
    void aTableSaysWhoseSimItIsOrNothing() throws Exception {
        String table = "jdbc:sqlite:" + directory.resolve("customers.db");
        try (Connection connection = DriverManager.getConnection(table);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE sim_customer (sim_sid TEXT, name TEXT)");
            statement.execute("INSERT INTO sim_customer VALUES ('" + KoreClient.SIM
                    + "', 'Water Works')");
        }
        start("lookup-in-table", Map.of("custom.customers.url", table));

        send(KoreClient.SIM);
        TextMessage known = broker.takeOne("kore.sim.customers");
        assertThat(known.getStringProperty("Customer")).isEqualTo("Water Works");
        assertThat(known.getText()).contains("\"SimStatus\":\"active\"");

        send(EditedRoutes.OTHER_SIM);
        TextMessage unknown = broker.takeOne("kore.sim.customers");
        assertThat(unknown.propertyExists("Customer")).isFalse();
        assertThat(unknown.getText()).contains("\"SimStatus\":\"active\"");
    }

    @Test
    void aSecondBrokerGetsTheEvents() throws Exception {
        TestBroker plant = new TestBroker(directory.resolve("plant"));
        try {
            start("second-broker", Map.of("custom.plant.broker", plant.url()));
            send(KoreClient.SIM);

            TextMessage there = plant.takeOne("sims");
            assertThat(there.getStringProperty("SimStatus")).isEqualTo("active");
            assertThat(there.getText()).contains("\"SimStatus\":\"active\"");
            broker.takeOne("kore.sim.active");
        } finally {
            plant.close();
        }
    }

    @Test
    void aSecondBrokerThatIsDownHoldsNobodyUp() throws Exception {
        start("second-broker", Map.of("custom.plant.broker", "tcp://127.0.0.1:1",
                "custom.plant.retry-delay", "1"));
        send(KoreClient.SIM);

        broker.takeOne("kore.sim.active");
        TextMessage dead = broker.takeOne("kore.sim.to-plant.failed");
        assertThat(dead.getStringProperty("SimStatus")).isEqualTo("active");
        assertThat(dead.getText()).contains("\"SimStatus\":\"active\"");
    }

    private void start(String recipe, Map<String, String> more) throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        Path routes = Files.createDirectory(directory.resolve("routes"));
        for (Path from : new Path[] {Path.of("routes"), Path.of("routes/examples", recipe)}) {
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".camel.yaml")).toList()) {
                    Files.writeString(
                            routes.resolve(file.getFileName()), Files.readString(file));
                }
            }
        }
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("camel.main.routesIncludePattern", "file:" + routes + "/*.camel.yaml");
        settings.putAll(more);
        bundle = RunningBundle.startLive(routes, settings);
    }

    private void send(String sim) throws Exception {
        assertThat(bundle.client().withNewToken().withBody(
                KoreClient.body("active").replace(KoreClient.SIM, sim)).status()).isEqualTo(200);
    }
}
