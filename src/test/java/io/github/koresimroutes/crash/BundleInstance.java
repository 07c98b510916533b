package io.github.koresimroutes.crash;

import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.bundle.Ports;
import io.github.koresimroutes.cli.KoreSim;
import io.github.koresimroutes.servers.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * One bundle process, run as {@code bin/kore-sim run} runs it, under a supervisor that starts it
 * again whenever it ends, as systemd or Kubernetes would.
 */
final class BundleInstance implements AutoCloseable {

    private static final String EVENT_LINE = "DEBUG events - ";
    private static final long RESTART_PAUSE_MILLIS = 300;
    private static final long STOP_SECONDS = 30;

    private final int number;
    private final Path directory;
    private final Path routes;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final int port = Ports.next();
    private final Consumer<String> log;
    private final Thread supervisor;
    private final Queue<Map<String, String>> nextLives = new ConcurrentLinkedQueue<>();
    private volatile Consumer<String> lines = line -> { };
    private volatile ChildProcess process;
    private volatile boolean up;
    private volatile boolean closing;
    private volatile int starts;

    /** @param routes the route files that win over the shipped ones */
    BundleInstance(int number, Path directory, Path routes, Map<String, String> more) {
        this.number = number;
        this.directory = directory.resolve("config-" + number);
        this.routes = routes;
        this.log = ChildProcess.into(directory.resolve("bundle-" + number + ".log"));
        settings.put("kore.callback.host", "127.0.0.1");
        settings.put("kore.callback.port", Integer.toString(port));
        settings.put("kore.callback.url", KoreCallback.URL);
        settings.put("kore.callback.secret", KoreCallback.SECRET);
        settings.put("kore.health.port", Integer.toString(Ports.next()));
        settings.put("kore.dispatch.seed-interval", "500ms");
        settings.putAll(more);
        supervisor = new Thread(this::supervise, "supervisor of bundle " + number);
    }

    int number() {
        return number;
    }

    int port() {
        return port;
    }

    /** How often its process was started. */
    int starts() {
        return starts;
    }

    /** System properties for the next processes, one after the other. */
    void inNextLives(List<Map<String, String>> more) {
        nextLives.addAll(more);
    }

    /** Hears what the process prints from now on. */
    void onLine(Consumer<String> listener) {
        lines = listener;
    }

    static boolean isDispatched(String line) {
        return line.contains(EVENT_LINE);
    }

    void start() {
        supervisor.start();
    }

    private void supervise() {
        try {
            while (!closing) {
                process = launch();
                process.waitFor();
                Thread.sleep(RESTART_PAUSE_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            // closed
        }
    }

    private synchronized ChildProcess launch() throws IOException {
        starts++;
        up = false;
        Files.createDirectories(directory);
        StringBuilder text = new StringBuilder(Files.readString(
                Path.of("config", "application.properties")));
        settings.forEach((key, value) ->
                text.append('\n').append(key).append(" = ").append(value));
        Files.writeString(directory.resolve("application.properties"), text);
        Files.copy(Path.of("config", "log4j2.properties"),
                directory.resolve("log4j2.properties"), StandardCopyOption.REPLACE_EXISTING);
        List<String> arguments = new ArrayList<>(List.of("-Dkore.log.events=DEBUG"));
        if (!nextLives.isEmpty()) {
            nextLives.remove().forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        }
        arguments.addAll(List.of(KoreSim.class.getName(), "run",
                "--config", directory.toString(), "--routes", routes.toString()));
        return ChildProcess.java(this::line, Map.of(), arguments);
    }

    private void line(String line) {
        up |= line.contains("(kore-sim-routes) started in");
        if (!isDispatched(line)) {
            log.accept(line);
        }
        lines.accept(line);
    }

    /** Waits until it takes callbacks. */
    void awaitReady() {
        await("bundle " + number + " takes callbacks").atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100)).until(this::isReady);
    }

    /** Waits until its process has been started so often, and takes callbacks. */
    void awaitStarts(int count) {
        await("bundle " + number + " is started again").atMost(Duration.ofSeconds(60))
                .until(() -> starts >= count);
        awaitReady();
    }

    /** By its own word, too: another process may listen on its port and answer. */
    boolean isReady() throws InterruptedException {
        return up && process.isAlive() && KoreCallback.isServed(port);
    }

    /** SIGKILL. The supervisor starts the next process. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** SIGTERM, as in a rolling restart. */
    boolean terminate() throws InterruptedException {
        return process.terminate(STOP_SECONDS);
    }

    /** SIGSTOP. */
    void pause() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    /** SIGCONT. */
    void resume() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        supervisor.interrupt();
        supervisor.join();
        if (process != null) {
            process.kill();
        }
    }
}
