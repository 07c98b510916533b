package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event whose route throws holds up neither the others nor, for long, its own SIM. */
class PoisonTest {

    private static final String THROWS = """
            - throwException:
                exceptionType: java.lang.IllegalStateException
                message: the lookup found no customer
            """;
    /** A send that fails, and error handling that hides it. */
    private static final String HIDES_A_FAILED_SEND = """
            - doTry:
                steps:
                  - to:
                      uri: jms
                      parameters:
                        destinationName: elsewhere
                        connectionFactory: "#class:org.apache.activemq.ActiveMQConnectionFactory(\'tcp://127.0.0.1:1\')"
                doCatch:
                  - exception:
                      - java.lang.Exception
                    steps:
                      - log:
                          message: hidden
            """;
    private static final String DISCARDS = """
            - process:
                ref: kore-discard
            """;
    private static final String EXPIRES = """
            - to:
                uri: jms
                parameters:
                  destinationName: elsewhere
                  timeToLive: 60000
            """;
    private static final String IS_FORGOTTEN = """
            - to:
                uri: jms
                parameters:
                  destinationName: elsewhere
                  deliveryPersistent: false
            """;
    private static final String LEAVES_THE_THREAD = """
            - to:
                uri: direct
                parameters:
                  name: elsewhere
            """;
    private static final String TO_ELSEWHERE = """
            - route:
                id: elsewhere
                from:
                  uri: direct
                  parameters:
                    name: elsewhere
                  steps:
                    - threads:
                        poolSize: 1
                    - to:
                        uri: jms
                        parameters:
                          destinationName: elsewhere
            """;
    private static final String STOPS = """
            - stop: {}
            """;
    private static final String OTHER_SIM = "HS00000000000000000000000000000000";

    @TempDir
    Path directory;

    private final Map<String, String> more = new HashMap<>();
    private boolean withoutQueue;
    private TestBroker broker;
    private RunningBundle bundle;

    /** The broker under test. */
    TestBroker newBroker(Path directory) throws Exception {
        return new TestBroker(directory);
    }

    private void start(String afterSuspended) throws Exception {
        start(afterSuspended, "");
    }

    /** @param first what stands before the route in its file */
    private void start(String afterSuspended, String first) throws Exception {
        broker = newBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("camel.main.routesIncludePattern",
                "file:" + routes(afterSuspended, first) + "/*.camel.yaml");
        settings.put("kore.dispatch.attempts", "2");
        settings.put("kore.dispatch.retry-pause", "100ms");
        settings.putAll(more);
        bundle = RunningBundle.start(settings);
    }

    @AfterEach
    void stopAll() throws Exception {
        bundle.close();
        broker.close();
    }

    /** The shipped routes, but for "suspended": it goes to its queue, and then on. */
    private Path routes(String afterSuspended, String first) throws IOException {
        Path routes = Files.createDirectory(directory.resolve("routes"));
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Path edited = routes.resolve("route-by-status.camel.yaml");
        String to = "destinationName: \"{{kore.queue.suspended}}\"\n";
        String text = Files.readString(edited);
        assertThat(text).contains(to);
        String before = withoutQueue
                ? text.substring(text.lastIndexOf("- to:", text.indexOf(to)), text.indexOf(to)) + to
                : to;
        String after = withoutQueue
                ? afterSuspended.indent(18).stripLeading() : to + afterSuspended.indent(18);
        Files.writeString(edited, first + text.replace(before, after));
        return routes;
    }

    private void send(String sim, String status) throws Exception {
        assertThat(bundle.client().withNewToken()
                .withBody(KoreClient.body(status).replace(KoreClient.SIM, sim)).status())
                .isEqualTo(200);
    }

    @Test
    void aBadEventIsSetAsideWithItsErrorAndTheRestGoesOn() throws Exception {
        start(THROWS);
        send(KoreClient.SIM, "ready");
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");
        send(OTHER_SIM, "active");

        List<TextMessage> active = broker.take("kore.sim.active", 2);
        assertThat(active).extracting(m -> m.getStringProperty("SimSid"))
                .containsExactlyInAnyOrder(KoreClient.SIM, OTHER_SIM);
        assertThat(broker.take("kore.sim.ready", 1)).hasSize(1);
        assertThat(broker.take("kore.sim.suspended", 0)).isEmpty();
        await().untilAsserted(() -> assertThat(failed()).containsExactly(
                "java.lang.IllegalStateException: the lookup found no customer"));
    }

    @Test
    void itsTriesAreCountedInTheJournalAndItsCopyHasItsError() throws Exception {
        more.put("kore.dispatch.copy-failed", "true");
        start(THROWS);
        send(KoreClient.SIM, "suspended");

        TextMessage copy = broker.takeOne("kore.sim.failed");
        assertThat(copy.getStringProperty("KoreError"))
                .isEqualTo("java.lang.IllegalStateException: the lookup found no customer");
        assertThat(copy.getStringProperty("SimSid")).isEqualTo(KoreClient.SIM);
        await().untilAsserted(() -> assertThat(
                query("SELECT attempts FROM sim_event WHERE state = 'failed'"))
                .containsExactly("2"));
    }

    @Test
    void aCopyThatTheBrokerRefusesHoldsNothingUp() throws Exception {
        more.put("kore.dispatch.copy-failed", "true");
        start(THROWS);
        broker.refuse((queue, text) -> queue.equals("kore.sim.failed"));
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        broker.takeOne("kore.sim.active");
        await().untilAsserted(() -> assertThat(failed()).hasSize(1));
    }

    @Test
    void theOneEventThatTheBrokerRefusesIsFoundAndSetAside() throws Exception {
        start("");
        broker.refuse((queue, text) -> text.contains("SimSid\":\"" + OTHER_SIM));
        for (int i = 0; i < 5; i++) {
            send("HS" + "1".repeat(31) + i, "active");
        }
        send(OTHER_SIM, "active");
        for (int i = 5; i < 10; i++) {
            send("HS" + "1".repeat(31) + i, "active");
        }

        assertThat(broker.take("kore.sim.active", 10)).hasSize(10);
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() ->
                assertThat(failed()).hasSize(1));
    }

    @Test
    void aBrokerThatRefusesEverythingSetsNothingAside() throws Exception {
        start("");
        broker.refuse((queue, text) -> true);
        send(KoreClient.SIM, "active");
        send(OTHER_SIM, "active");
        await().during(Duration.ofSeconds(15)).atMost(Duration.ofSeconds(20))
                .until(() -> states().equals(List.of("received", "received")));

        broker.refuse((queue, text) -> false);

        assertThat(broker.take("kore.sim.active", 2)).hasSize(2);
    }

    @Test
    void anEventThatARouteDiscardsIsMarkedAndNotUnrouted() throws Exception {
        withoutQueue = true;
        start(DISCARDS);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        broker.takeOne("kore.sim.active");
        await().untilAsserted(() ->
                assertThat(states()).containsExactly("discarded", "dispatched"));
        assertThat(broker.take("kore.sim.unrouted", 0)).isEmpty();
    }

    @Test
    void aMessageThatWouldExpireIsNotSent() throws Exception {
        start(EXPIRES);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        broker.takeOne("kore.sim.active");
        await().untilAsserted(() -> assertThat(failed()).singleElement().asString()
                .contains("would expire: remove timeToLive"));
        assertThat(broker.take("elsewhere", 0)).isEmpty();
    }

    @Test
    void aMessageThatABrokerMayForgetIsNotSent() throws Exception {
        start(IS_FORGOTTEN);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        broker.takeOne("kore.sim.active");
        await().untilAsserted(() -> assertThat(failed()).singleElement().asString()
                .contains("is not persistent"));
        assertThat(broker.take("elsewhere", 0)).isEmpty();
    }

    @Test
    void aSendThatLeavesTheTransactionIsRefused() throws Exception {
        start(LEAVES_THE_THREAD, TO_ELSEWHERE);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        broker.takeOne("kore.sim.active");
        await().untilAsserted(() -> assertThat(failed()).singleElement().asString()
                .contains("would not be part of the dispatch transaction"));
        assertThat(broker.take("elsewhere", 0)).isEmpty();
    }

    @Test
    void whenEventAfterEventFailsNoneIsSetAsideAndAGoodOneStillGoes() throws Exception {
        start(THROWS);
        for (int i = 0; i < 8; i++) {
            send("HS" + "1".repeat(31) + i, "suspended");
        }
        send(OTHER_SIM, "active");

        broker.takeOne("kore.sim.active");
        assertThat(broker.take("kore.sim.suspended", 0)).isEmpty();
    }

    @Test
    void aSendThatFailsRollsTheBatchBackEvenWhereTheRouteCatchesIt() throws Exception {
        start(HIDES_A_FAILED_SEND);
        send(KoreClient.SIM, "suspended");

        assertThat(broker.take("kore.sim.suspended", 0)).isEmpty();
        assertThat(states()).containsExactly("received");
    }

    @Test
    void aStopEndsTheWayOfItsEventAndNoOther() throws Exception {
        start(STOPS);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        assertBothAreDispatched();
    }

    @Test
    void anErrorThatTheRouteHandlesEndsTheWayOfItsEventAndNoOther() throws Exception {
        start(THROWS, """
                - onException:
                    exception:
                      - java.lang.IllegalStateException
                    handled:
                      constant:
                        expression: "true"
                """);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        assertBothAreDispatched();
    }

    /** Configurations without an id apply to every route that names none. */
    @Test
    void aConfigurationForAllRoutesThatHandlesErrorsLosesNoBaton() throws Exception {
        start(THROWS, """
                - routeConfiguration:
                    onException:
                      - onException:
                          exception:
                            - java.lang.Exception
                          handled:
                            constant:
                              expression: "true"
                """);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        assertThat(broker.take("kore.sim.active", 1)).hasSize(1);
    }

    @Test
    void aSendThatWaitsForAnAnswerIsRefused() throws Exception {
        start("""
                - to:
                    uri: jms
                    parameters:
                      destinationName: elsewhere
                      exchangePattern: InOut
                      requestTimeout: 1000
                """);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        assertThat(broker.take("kore.sim.active", 1)).hasSize(1);
        assertThat(broker.take("elsewhere", 0)).isEmpty();
        await().untilAsserted(() -> assertThat(failed()).hasSize(1));
    }

    private void assertBothAreDispatched() throws Exception {
        assertThat(broker.take("kore.sim.suspended", 1)).hasSize(1);
        assertThat(broker.take("kore.sim.active", 1)).hasSize(1);
        await().untilAsserted(() ->
                assertThat(states()).containsExactly("dispatched", "dispatched"));
    }

    private List<String> states() throws Exception {
        return query("SELECT state FROM sim_event ORDER BY id");
    }

    private List<String> failed() throws Exception {
        return query("SELECT last_error FROM sim_event WHERE state = 'failed'");
    }

    private List<String> query(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + directory.resolve("journal.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
