package io.github.koresimroutes.bench;

import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.bundle.Ports;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of the unpacked distribution, with settings and perhaps routes of its own, that is run as
 * its users run it: {@code bin/kore-sim run}.
 */
final class Subject implements AutoCloseable {

    private final String name;
    private final Path home;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final int port = Ports.next();
    private final int healthPort = Ports.next();
    private final String options;
    private Process process;

    /**
     * @param distribution the unpacked archive
     * @param moreJars     what is not in the archive
     * @param routes       route files that take the place of the shipped ones; null for none
     * @param options      more options for Java
     */
    Subject(String name, Path directory, Path distribution, List<Path> moreJars, Path routes,
            Map<String, String> settings, String options) throws IOException {
        this.name = name;
        this.home = Files.createDirectories(directory.resolve(name));
        this.options = options;
        this.settings.put("kore.callback.host", "127.0.0.1");
        this.settings.put("kore.callback.port", Integer.toString(port));
        this.settings.put("kore.callback.url", Callbacks.URL);
        this.settings.put("kore.callback.secret", Callbacks.SECRET);
        this.settings.put("kore.health.port", Integer.toString(healthPort));
        this.settings.putAll(settings);
        for (String folder : List.of("bin", "config", "routes")) {
            copy(distribution.resolve(folder), home.resolve(folder));
        }
        if (routes != null) {
            copy(routes, home.resolve("routes"));
        }
        Path lib = Files.createDirectories(home.resolve("lib"));
        try (Stream<Path> jars = Files.list(distribution.resolve("lib"))) {
            for (Path jar : Stream.concat(jars, moreJars.stream()).toList()) {
                Path link = lib.resolve(jar.getFileName());
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, jar.toAbsolutePath());
                }
            }
        }
        StringBuilder text = new StringBuilder();
        this.settings.forEach((key, value) ->
                text.append('\n').append(key).append(" = ").append(value));
        Path file = home.resolve("config/application.properties");
        Files.writeString(file, Files.readString(file) + text);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                if (!Files.exists(target) || !to.endsWith("bin")) {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** Starts it, and returns when it listens. */
    Subject start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command("run"))
                .redirectErrorStream(true).redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("KORE_SIM_OPTS", options);
        process = builder.start();
        await(name + " listens, see " + log()).atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10)).failFast(() -> !process.isAlive())
                .until(this::listens);
        return this;
    }

    /** Sends signed callbacks, each another one, until one is accepted: at first 503 is right. */
    void awaitAnswer() {
        await(name + " accepts, see " + log()).atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .failFast(() -> !process.isAlive()).until(this::accepts);
    }

    private boolean accepts() {
        try (Load load = new Load(port, 1, Lab.callbacks(1))) {
            return load.all(1).accepted() == 1;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    Path log() {
        return home.resolve("run.log");
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/kore-sim").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** The value of a metric without labels; 0 where there is none. */
    double metric(String name) throws IOException {
        URL url = new URL("http://127.0.0.1:" + healthPort + "/observe/metrics");
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst().orElse(0);
        }
    }

    long pid() {
        return process.pid();
    }

    Path home() {
        return home;
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
