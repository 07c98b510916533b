package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.TextMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several paths, each with callback URLs, accounts and methods of its own. */
@Timeout(120)
class EndpointsTest {

    private static final String NORTH = "https://callbacks.example.com/north";
    private static final String OTHER_ACCOUNT = "AC" + "b2".repeat(16);

    @TempDir
    private Path directory;
    private TestBroker broker;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        settings = new HashMap<>(RunningBundle.sqlite(directory, broker));
        settings.put("kore.callback.endpoint.north.path", "/kore/north");
        settings.put("kore.callback.endpoint.north.url", NORTH);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void eachPathTakesTheCallbacksOfItsOwnUrlAndAccounts() throws Exception {
        settings.put("kore.callback.endpoint.north.accounts", KoreClient.ACCOUNT);
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            KoreClient toDefault = bundle.client();
            KoreClient toNorth = north(bundle.port(), "/kore/north");
            KoreClient ofAnother = toNorth.withNewToken().withBody(
                    KoreClient.body("ready").replace(KoreClient.ACCOUNT, OTHER_ACCOUNT));

            assertThat(toDefault.status()).isEqualTo(200);
            assertThat(toNorth.status()).isEqualTo(200);
            assertThat(toNorth.status()).as("a duplicate").isEqualTo(200);
            assertThat(toDefault.withPath("/kore/north").status()).isEqualTo(401);
            assertThat(toNorth.withPath("/kore/sim-status").status()).isEqualTo(401);
            assertThat(ofAnother.status()).isEqualTo(401);
            assertThat(toNorth.withMethod("GET").status()).isEqualTo(405);
            assertThat(toNorth.withPath("/kore/south").status()).isEqualTo(404);
            assertThat(toNorth.withPath("/kore//north").status()).isEqualTo(404);

            assertThat(broker.take("kore.sim.active", 2)).hasSize(2);
            assertThat(bundle.metrics()).contains("kore_callbacks_total{status=\"200\"} 3.0",
                    "kore_callbacks_total{status=\"401\"} 3.0");
        }
    }

    @Test
    void theDefaultPathIsNotThereWhereOnlyOthersAreSet() throws Exception {
        settings.put("kore.callback.url", "");
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            assertThat(north(bundle.port(), "/kore/north").status()).isEqualTo(200);
            assertThat(bundle.client().status()).isEqualTo(404);
        }
    }

    @Test
    void aGetCallbackIsTakenOnlyWhereItIsSwitchedOnAndIsFlagged() throws Exception {
        settings.put("kore.callback.endpoint.north.methods", "GET");
        try (BundleProcess bundle = new BundleProcess(directory, settings)) {
            bundle.start();
            KoreClient get = north(bundle.port(), "/kore/north?" + KoreClient.body("active"))
                    .withMethod("GET").withBody("").withContentType(null);

            assertThat(get.status()).isEqualTo(200);
            assertThat(get.withPath("/kore/north?" + KoreClient.body("ready")).withNewToken()
                    .status()).as("the same signature for anything").isEqualTo(200);
            assertThat(get.withSecret("another").status()).isEqualTo(401);
            assertThat(get.withMethod("POST").status()).isEqualTo(405);

            TextMessage message = broker.takeOne("kore.sim.active");
            assertThat(message.getStringProperty("KoreFlags")).isEqualTo("unsigned");
            assertThat(message.getStringProperty("SimSid")).isEqualTo(KoreClient.SIM);
            assertThat(message.getText()).contains("\"SimStatus\":\"active\"");
            assertThat(bundle.log()).containsOnlyOnce("a GET callback was taken")
                    .containsOnlyOnce("kore.callback.endpoint.north.methods has GET: KORE signs no"
                            + " parameter of a GET callback");
            assertThat(bundle.wholeHealth()).contains("\"endpoint.north.get\"");
        }
    }

    @Test
    void whatAWrongUrlRefusedIsReleasedAsACallbackOfItsEndpoint() throws Exception {
        settings.put("kore.callback.endpoint.north.url", NORTH + "-mistaken");
        settings.put("kore.callback.url", RunningBundle.URL);
        settings.put("kore.callback.secret", RunningBundle.SECRET);
        KoreClient misdirected;
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            assertThat(north(bundle.port(), "/kore/north").status()).isEqualTo(401);
            misdirected = north(bundle.port(), "/kore/sim-status").withNewToken();
            assertThat(misdirected.status()).isEqualTo(401);
        }
        settings.put("kore.callback.endpoint.north.url", NORTH);
        assertThat(CommandLineRun.of(directory, settings, "quarantine", "show", "1").output())
                .contains("endpoint       north", "verifies, by the secret 'current'");

        CommandLineRun reverify = CommandLineRun.of(directory, settings, "quarantine", "reverify");

        assertThat(reverify.output()).contains("1 callback was released",
                "1 callback does not verify");
        settings.keySet().removeIf(key -> key.startsWith("kore.callback.endpoint."));
        assertThat(CommandLineRun.of(directory, settings, "quarantine", "list").output())
                .contains("Kore-Signature does not match");
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            assertThat(broker.takeOne("kore.sim.active").getStringProperty("KoreFlags"))
                    .isEqualTo("released");
        }
    }

    @ParameterizedTest
    @CsvSource({"/, /x", "/s/, /s", "/s, /s/", "/s/t, /s"})
    void onlyTheExactPathIsServed(String path, String other) throws Exception {
        settings.put("kore.callback.endpoint.north.path", path);
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            assertThat(north(bundle.port(), path).status()).isEqualTo(200);
            assertThat(north(bundle.port(), other).status()).isEqualTo(404);
            assertThat(north(bundle.port(), path + "/").status()).isEqualTo(404);
        }
    }

    @Test
    void whatLooksLikeKoresAndReachesNoEndpointIsToldAndCounted() throws Exception {
        try (BundleProcess bundle = new BundleProcess(directory, settings)) {
            bundle.start();
            assertThat(bundle.client().withPath("/kore/moved").status()).isEqualTo(404);
            assertThat(bundle.client().withContentType("text/plain").status()).isEqualTo(415);
            assertThat(bundle.client().withPath("/robots.txt").withSignature("none").status())
                    .isEqualTo(404);

            assertThat(bundle.log()).as("told when the first came, which was another method")
                    .containsOnlyOnce("requests that look like KORE's reach no endpoint");
            assertThat(bundle.metrics())
                    .contains("kore_http_turned_away_total{status=\"404\"} 2.0",
                            "kore_http_turned_away_total{status=\"415\"} 1.0");
        }
    }

    /** Whatever an edit makes of the route: KORE would forget the callback. */
    @ParameterizedTest
    @ValueSource(strings = {"stop: {}", "setBody: {constant: accepted}",
        "setHeader: {name: CamelHttpResponseCode, constant: '204'}"})
    void whatIsNotInTheJournalIsNeverAnswered200(String instead) throws Exception {
        Path routes = Files.createDirectory(directory.resolve("edited"));
        Files.writeString(routes.resolve("receive-callback.camel.yaml"), """
                - route:
                    id: receive-callback
                    from:
                      uri: direct:receive-callback
                      steps:
                        - process: {ref: kore-verify-callback}
                        - process: {ref: kore-read-callback}
                        - %s
                """.formatted(instead));
        try (BundleProcess bundle = new BundleProcess(directory, settings)) {
            bundle.arguments("run", "--config", "config", "--routes", routes.toString());
            bundle.start();

            HttpResponse<String> answer = bundle.client().send();

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("not stored, please try again");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(bundle.log()).contains("without the step store-once");
        }
    }

    @Test
    void anotherRouteAtAnEndpointsPathStopsTheStart() throws Exception {
        Path routes = Files.createDirectory(directory.resolve("routes"));
        String mine = """
                - route:
                    id: mine
                    from:
                      uri: platform-http
                      parameters: {path: /kore/north}
                      steps:
                        - setBody: {constant: taken}
                """;
        Files.writeString(routes.resolve("mine.camel.yaml"), mine);
        try (BundleProcess bundle = new BundleProcess(directory, settings)) {
            bundle.arguments("run", "--config", "config", "--routes", routes.toString());
            assertThatThrownBy(bundle::start).hasStackTraceContaining(
                    "the route 'mine' has the path of an endpoint of the settings");

            Files.writeString(routes.resolve("mine.camel.yaml"), mine.replace("/north", "/mine"));
            bundle.start();
            assertThat(bundle.log()).contains("the route 'mine' takes requests at a path of its own");
        }
    }

    /** Camel starts one route after the other; until the last is there, no path is a 404. */
    @Test
    void whileTheBundleStartsNoPathIsUnknown() throws Exception {
        for (int i = 0; i < 10; i++) {
            settings.put("kore.callback.endpoint.more-" + i + ".path", "/more/" + i);
            settings.put("kore.callback.endpoint.more-" + i + ".url",
                    "https://callbacks.example.com/more-" + i);
        }
        int port = RunningBundle.freePort();
        settings.put("kore.callback.port", Integer.toString(port));
        Thread start = new Thread(() -> {
            try (RunningBundle bundle = RunningBundle.start(settings)) {
                await().until(() -> status(port, "/more/9") == 401);
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        start.start();
        await().until(() -> {
            int status = status(port, "/more/9");
            assertThat(status).isIn(0, 401, 503);
            return status == 401;
        });
        start.interrupt();
        start.join();
    }

    private static KoreClient north(int port, String path) {
        return new KoreClient(port, RunningBundle.SECRET, NORTH).withPath(path);
    }

    /** 0 where nobody listens. */
    private static int status(int port, String path) throws InterruptedException {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
                    HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (java.io.IOException e) {
            return 0;
        }
    }
}
