package io.github.koresimroutes.bundle;

import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.cli.KoreSim;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The bundle as a process of its own, run as {@code bin/kore-sim run} runs it: it can be killed. */
final class BundleProcess implements AutoCloseable {

    private final Path log;
    private final int port;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> options =
            new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    private final Map<String, String> environment =
            new LinkedHashMap<>(Map.of("KORE_CALLBACK_SECRET", RunningBundle.SECRET));
    private List<String> arguments =
            List.of("run", "--config", "config", "--routes", "routes");
    private volatile Process process;

    BundleProcess(Path directory, Map<String, String> more) {
        this(directory, RunningBundle.freePort(), more);
    }

    BundleProcess(Path directory, int port, Map<String, String> more) {
        this.port = port;
        log = directory.resolve("bundle.log");
        settings.put("kore.callback.url", RunningBundle.URL);
        settings.put("kore.callback.host", "127.0.0.1");
        settings.put("kore.callback.port", Integer.toString(port));
        settings.put("kore.health.port", Integer.toString(RunningBundle.freePort()));
        settings.put("kore.dispatch.seed-interval", "500ms");
        settings.putAll(more);
    }

    /** Options for Java instead of those that only start fast. */
    void options(String... instead) {
        options.clear();
        options.addAll(List.of(instead));
    }

    /** A command line other than {@code run --config config --routes routes}. */
    void arguments(String... instead) {
        arguments = List.of(instead);
    }

    /** A variable of its environment; null for none. */
    void environment(String name, String value) {
        environment.put(name, value);
        environment.values().removeIf(Objects::isNull);
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** Starts it and waits until it takes callbacks. */
    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path")));
        command.addAll(1, options);
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add(KoreSim.class.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        long startsBefore = Files.exists(log) ? starts() : 0;
        process = builder.start();
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(Files.readString(log));
                    }
                })
                .ignoreExceptions()
                // By its own word first: another process may listen on its port and answer.
                .until(() -> starts() > startsBefore
                        && client().withMethod("GET").status() == 405);
    }

    private long starts() throws IOException {
        return log().lines().filter(line -> line.contains("(kore-sim-routes) started in")).count();
    }

    /** SIGKILL: nothing of it gets the chance to tidy up. */
    void kill() {
        process.destroyForcibly();
    }

    /** SIGTERM; gives the exit code, and fails where it takes too long. */
    int stop(Duration limit) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + limit);
        }
        return process.exitValue();
    }

    /** What it has logged so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** What the health endpoint says of the whole. */
    String health() throws IOException, InterruptedException {
        return observe("health");
    }

    /** The same, with the details of what is well, too. */
    String wholeHealth() throws IOException, InterruptedException {
        return observe("health?exposureLevel=full&data=true");
    }

    /** What Prometheus reads. */
    String metrics() throws IOException, InterruptedException {
        return observe("metrics");
    }

    private String observe(String what) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                + settings.get("kore.health.port") + "/observe/" + what)).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Waits for a moment, and tells whether it has ended. */
    boolean hasEnded() throws InterruptedException {
        return process.waitFor(100, TimeUnit.MILLISECONDS);
    }

    KoreClient client() {
        return new KoreClient(port, RunningBundle.SECRET, settings.get("kore.callback.url"))
                .withPath(settings.getOrDefault("kore.callback.path", "/kore/sim-status"));
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
            process.waitFor();
        }
    }
}
