package io.github.koresimroutes.servers;

import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.bundle.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL in a directory and on a port of its own that outlives its being killed. */
public final class PostgresServer implements DatabaseServer {

    private static final Path BINARIES =
            Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");

    private final Path data;
    private final Path log;
    private final List<String> options;
    private final int port = Ports.next();
    private ChildProcess process;

    public PostgresServer(Path directory) throws IOException {
        this(directory, List.of("max_connections=60"));
    }

    /** @param options settings beside the ones that make a commit durable */
    public PostgresServer(Path directory, List<String> options) throws IOException {
        this.options = options;
        data = directory.resolve("postgres");
        log = directory.resolve("postgres.log");
        // Unpacks the binaries and makes the database; it could not be killed and started again.
        EmbeddedPostgres.builder()
                .setDataDirectory(data).setCleanDataDirectory(false).start().close();
        start();
    }

    @Override
    public int port() {
        return port;
    }

    /** The process of the postmaster; those of its connections are its children. */
    public long pid() {
        return process.pid();
    }

    @Override
    public String urlOver(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    @Override
    public void start() throws IOException {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100))
                .ignoreExceptions().until(() -> {
                    // What a killed postmaster left behind may refuse the first start.
                    if (process == null || !process.isAlive()) {
                        process = ChildProcess.start(log, command());
                    }
                    return isUp();
                });
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL refuses to run as root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program().toString(), "-D", data.toString(),
                "-p", Integer.toString(port), "-h", "127.0.0.1", "-k", "",
                "-c", "synchronous_commit=on", "-c", "fsync=on"));
        options.forEach(option -> command.addAll(List.of("-c", option)));
        return command;
    }

    private static Path program() throws IOException {
        try (Stream<Path> files = Files.walk(BINARIES, 3)) {
            return files.filter(file -> file.endsWith("bin/postgres")).findFirst().orElseThrow();
        }
    }

    private boolean isUp() {
        try (Connection connection = DriverManager.getConnection(url() + "&loginTimeout=2")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void kill() throws InterruptedException {
        process.killWithChildren();
    }

    /** What PostgreSQL calls an immediate shutdown: no checkpoint, recovery at the next start. */
    @Override
    public void stopAtOnce() throws IOException, InterruptedException {
        process.signal("QUIT");
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
