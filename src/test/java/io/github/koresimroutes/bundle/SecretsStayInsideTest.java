package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.callback.CallbackSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * No secret leaves the process, whatever happens, and the log holds nothing of a callback: by real
 * processes, on a database and a broker that ask for passwords.
 */
@Timeout(240)
class SecretsStayInsideTest {

    private static final String ACCOUNT = "AC" + "c4".repeat(16);
    private static final String PATH = "/kore/c9f1d7e35b2a4860";
    private static final String CALLBACK_URL = "https://callbacks.example.com" + PATH;
    private static final String SIM_NAME = "canary_sim_name";
    private static final List<String> OBSERVED = List.of(
            "health?exposureLevel=full&data=true&stackTrace=true", "metrics", "health", "info",
            "env", "dev", "dev/all", "jolokia", "dump", "routes", "properties", "heap-dump", "../q/dev");

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String HEALTH = "health --url http://127.0.0.1:";

    @TempDir
    private Path directory;

    private final Canaries secrets = new Canaries();
    private final Canaries content = new Canaries();
    private final Map<String, byte[]> places = new LinkedHashMap<>();
    private final String current = secrets.add("current");
    private final String next = secrets.add("next");
    private final String previous = secrets.add("previous");
    private final String ofAccount = secrets.add("account");
    private final String journalPassword = secrets.add("journal");
    private final String brokerPassword = secrets.add("broker");
    private final String healthPassword = secrets.add("health");
    private final int healthPort = RunningBundle.freePort();
    private GuardedBroker broker;

    @BeforeEach
    void start() throws Exception {
        secrets.add("health-header", "watch:" + healthPassword);
        content.add("path", PATH);
        content.add("SimUniqueName", SIM_NAME);
        content.add("SimSid", KoreClient.SIM);
        content.add("AccountSid", KoreClient.ACCOUNT);
        broker = new GuardedBroker(directory.resolve("broker"), brokerPassword);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void noSecretLeavesItThatCameByTheEnvironment() throws Exception {
        try (GuardedPostgres database = new GuardedPostgres(directory, journalPassword);
                TestLink link = new TestLink(database.port());
                BundleProcess bundle = bundle(Map.of(
                        "kore.journal.url", GuardedPostgres.url(link.port()),
                        "kore.dispatch.attempts", "2", "kore.dispatch.retry-pause", "100ms"),
                        "run", "--config", "config", "--routes", failingRoutes().toString())) {
            Map<String, String> given = secretsByValue();
            given.forEach((key, value) -> bundle.environment(
                    key.toUpperCase().replace('.', '_').replace('-', '_'), value));
            bundle.start();
            walk(bundle);
            await().atMost(Duration.ofSeconds(60)).until(() ->
                    bundle.log().contains("is set aside"));
            broker.stop();
            await().atMost(Duration.ofSeconds(30)).until(() ->
                    bundle.log().contains("the broker does not answer"));
            link.silent();
            await().atMost(Duration.ofSeconds(30)).until(() -> callback(bundle, 503));
            look(bundle, "in an outage", OBSERVED.subList(0, 1));
            link.well();
            broker.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> callback(bundle, 200));
            given.put("kore.journal.url", GuardedPostgres.url(link.port()));
            commands(given, "dispatch status", "events list --state dispatched --json",
                    "events show 1", "events show 1 --json", "quarantine list --json",
                    "quarantine show 1", "quarantine show 1 --json", "quarantine reverify",
                    HEALTH + healthPort + "/observe/health");
            look(bundle, "after it", OBSERVED.subList(0, 2));
            places.put("database", database.dump());
            stop(bundle);
        }
        secrets.assertNoneIn(places);
        content.assertNoneIn(Map.of("log", places.get("log")));
        assertThat(new String(places.get("log"), StandardCharsets.UTF_8))
                .contains("the broker does not answer", "refused with 401", "not stored",
                        "caught: java.lang.IllegalStateException");
    }

    @Test
    void noSecretLeavesItThatCameByFilesThoughEverythingIsLogged() throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kore.journal.url", "jdbc:sqlite:" + directory.resolve("journal.db"));
        settings.put("kore.log.level", "TRACE");
        secretsByValue().forEach((key, value) -> {
            if (key.endsWith("secret") || key.endsWith("password")) {
                settings.put(key + "-file", write(key, value).toString());
            } else {
                settings.put(key, value);
            }
        });
        try (BundleProcess bundle = bundle(settings, "run", "--debug",
                "--config", "config", "--routes", "routes")) {
            bundle.start();
            walk(bundle);
            // A file that is empty, one that is none, and one with another account's secret.
            write("kore.callback.secret", "");
            Files.delete(file("kore.callback.next-secret"));
            Files.createDirectory(file("kore.callback.next-secret"));
            write("kore.callback.previous-secret", ofAccount);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                    assertThat(bundle.log()).contains("the file is empty", "cannot be read",
                            "hold the same secret"));
            look(bundle, "with trouble", OBSERVED.subList(0, 2));
            write("kore.callback.secret", secrets.add("newest"));
            await().atMost(Duration.ofSeconds(30)).until(() ->
                    bundle.log().contains("the secret 'current' was read anew"));
            commands(settings, "quarantine reverify");
            for (String name : new String[] {"journal.db", "journal.db-wal"}) {
                places.put(name, Files.readAllBytes(directory.resolve(name)));
            }
            stop(bundle);
        }
        secrets.assertNoneIn(places);
    }

    /** The file of settings is the worst place for a secret, but it is one. */
    @Tag("long")
    @Test
    void noSecretLeavesItThatStandsInTheFileOfSettingsWhereTheBrokerRefusesIt() throws Exception {
        Map<String, String> given = secretsByValue();
        given.put("kore.journal.url", "jdbc:sqlite:" + directory.resolve("journal.db"));
        given.put("kore.broker.password", secrets.add("wrong-for-the-broker"));
        try (BundleProcess bundle = bundle(Map.of("kore.log.level", "DEBUG"), "run", "--debug",
                "--config", config(given).toString(), "--routes", "routes")) {
            bundle.start();
            walk(bundle);
            await().atMost(Duration.ofSeconds(30)).until(() ->
                    bundle.log().contains("the broker does not answer"));
            commands(given, "dispatch status", HEALTH + healthPort + "/observe/health");
            look(bundle, "refused by the broker", OBSERVED.subList(0, 1));
            stop(bundle);
        }
        secrets.assertNoneIn(places);
    }

    @Test
    void noSecretLeavesAStartThatTheDatabaseRefuses() throws Exception {
        try (GuardedPostgres database = new GuardedPostgres(directory, journalPassword)) {
            Map<String, String> given = secretsByValue();
            given.put("kore.journal.url", GuardedPostgres.url(database.port()));
            given.put("kore.journal.password", secrets.add("wrong-for-the-database"));
            try (BundleProcess bundle = bundle(Map.of("kore.log.level", "TRACE"), "run", "--debug",
                    "--config", config(given).toString(), "--routes", "routes")) {
                assertThatThrownBy(bundle::start).hasMessageContaining(
                        "password authentication failed for user \"" + GuardedPostgres.USER);
                places.put("log", bundle.log().getBytes(StandardCharsets.UTF_8));
            }
        }
        secrets.assertNoneIn(places);
    }

    private Map<String, String> secretsByValue() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("kore.callback.secret", current);
        given.put("kore.callback.next-secret", next);
        given.put("kore.callback.previous-secret", previous);
        given.put("kore.callback.account." + ACCOUNT + ".secret", ofAccount);
        given.put("kore.journal.user", GuardedPostgres.USER);
        given.put("kore.journal.password", journalPassword);
        given.put("kore.broker.url", broker.url());
        given.put("kore.broker.user", GuardedBroker.USER);
        given.put("kore.broker.password", brokerPassword);
        given.put("kore.health.user", "watch");
        given.put("kore.health.password", healthPassword);
        return given;
    }

    private BundleProcess bundle(Map<String, String> more, String... arguments) {
        Map<String, String> settings = new LinkedHashMap<>(more);
        settings.put("kore.callback.url", CALLBACK_URL);
        settings.put("kore.callback.path", PATH);
        settings.put("kore.callback.max-body-size", "2000");
        settings.put("kore.callback.repeat-threshold", "2");
        settings.put("kore.health.port", Integer.toString(healthPort));
        BundleProcess bundle = new BundleProcess(directory, settings);
        bundle.environment("KORE_CALLBACK_SECRET", null);
        bundle.arguments(arguments);
        return bundle;
    }

    /** What comes from outside: genuine, mistaken, malicious. */
    private void walk(BundleProcess bundle) throws Exception {
        KoreClient genuine = client(bundle);
        String repeated = "SimStatus=active&SimStatus=inactive";
        List<KoreClient> callbacks = List.of(genuine, genuine,
                genuine.withSecret(next).withStatus("ready"), genuine.withStatus("suspended"),
                genuine.withSecret(previous).withStatus("no-such-status"),
                genuine.withSecret(ofAccount).withBody(
                        KoreClient.body("active").replace(KoreClient.ACCOUNT, ACCOUNT)),
                genuine.withSecret(ofAccount), genuine.withSecret("nobody's"),
                genuine.withSignature(null), genuine.withSignature("0".repeat(64)),
                genuine.withSecret(current).withBody(KoreClient.body("active") + "&" + repeated),
                genuine.withContentType("application/json").withBody("{\"a\":1,\"a\":2}"),
                genuine.withContentType("application/json")
                        .withBody("{\"a\":\"" + SIM_NAME + "\"}"),
                genuine.withContentType("text/plain"), genuine.withMethod("PUT"),
                genuine.withDate("yesterday").withNewToken(), genuine.withToken(null),
                genuine.withPath(PATH + "/x"), genuine.withPath(PATH + "?secret=" + SIM_NAME),
                genuine.withBody("a=" + "b".repeat(3000)));
        int number = 0;
        for (KoreClient callback : callbacks) {
            HttpResponse<String> answer = callback.send();
            answer(answer, "callback " + ++number);
        }
        look(bundle, "at first", OBSERVED);
    }

    private KoreClient client(BundleProcess bundle) {
        String token = content.add("token" + System.nanoTime(), KoreClient.newToken());
        String body = KoreClient.body("active").replace("my_super_sim", SIM_NAME);
        content.add("signature", CallbackSignature.sign(current.getBytes(StandardCharsets.UTF_8),
                "POST", CALLBACK_URL, body.getBytes(StandardCharsets.UTF_8)));
        return bundle.client().withSecret(current).withBody(body).withToken(token);
    }

    private boolean callback(BundleProcess bundle, int expected) throws Exception {
        HttpResponse<String> answer = client(bundle).send();
        answer(answer, "callback when " + answer.statusCode());
        return answer.statusCode() == expected;
    }

    /** What anybody sees of the process. */
    private void look(BundleProcess bundle, String when, List<String> paths) throws Exception {
        for (String path : paths) {
            answer(observe(path, "watch:" + healthPassword), path + " " + when);
            answer(observe(path, "watch:guessed"), path + ", not allowed, " + when);
        }
        Path process = Path.of("/proc", Long.toString(bundle.pid()));
        places.put("command line", Files.readAllBytes(process.resolve("cmdline")));
        places.put("threads " + when, jcmd(bundle, "Thread.print", "-l"));
    }

    private HttpResponse<String> observe(String path, String credentials) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + healthPort + "/observe/" + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                        credentials.getBytes(StandardCharsets.UTF_8))).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void answer(HttpResponse<String> answer, String name) {
        places.put("answer to " + name, (answer.statusCode() + "\n" + answer.headers().map() + "\n"
                + answer.body()).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] jcmd(BundleProcess bundle, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(bundle.pid())), Stream.of(command)).toList());
        Process process = builder.redirectErrorStream(true).start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(new String(output, StandardCharsets.UTF_8)).isZero();
        return output;
    }

    /** What an operator types; all at the same time, for each takes a second. */
    private void commands(Map<String, String> given, String... commands) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(given);
        settings.remove("kore.log.level");
        settings.put("kore.callback.url", CALLBACK_URL);
        Map<String, Process> running = new LinkedHashMap<>();
        for (String command : commands) {
            running.put(command, CommandLineRun.start(directory, settings, command.split(" ")));
        }
        for (Map.Entry<String, Process> each : running.entrySet()) {
            assertThat(each.getValue().waitFor(60, TimeUnit.SECONDS)).isTrue();
            places.put(each.getKey(), each.getValue().getInputStream().readAllBytes());
        }
    }

    private void stop(BundleProcess bundle) throws Exception {
        bundle.stop(Duration.ofSeconds(40));
        places.put("log", bundle.log().getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(broker.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) > 0) {
                    places.put("broker's " + file.getFileName(), Files.readAllBytes(file));
                }
            }
        }
    }

    /** As shipped, but an event of one status fails with an error that quotes it. */
    private Path failingRoutes() throws IOException {
        Path routes = Files.createDirectory(directory.resolve("routes"));
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Path edited = routes.resolve("route-by-status.camel.yaml");
        String to = "destinationName: \"{{kore.queue.suspended}}\"\n";
        Files.writeString(edited, Files.readString(edited).replace(to, to + """
                - throwException:
                    exceptionType: java.lang.IllegalStateException
                    message: "no customer for ${body} with ${headers}"
                """.indent(18)));
        return routes;
    }

    private Path config(Map<String, String> settings) throws IOException {
        Path config = Files.createDirectory(directory.resolve("config"));
        Files.write(config.resolve("application.properties"), settings.entrySet().stream()
                .map(each -> each.getKey() + " = " + each.getValue()).toList());
        return config;
    }

    private Path file(String key) {
        return directory.resolve("file-" + key);
    }

    private Path write(String key, String value) {
        try {
            return Files.move(Files.writeString(directory.resolve("written"), value),
                    file(key), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
