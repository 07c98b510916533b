package io.github.koresimroutes.bench;

import io.github.koresimroutes.bundle.Ports;
import io.github.koresimroutes.servers.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ObjLongConsumer;

/** What is measured, and the database and the brokers that it needs; all of it is real. */
final class Lab implements AutoCloseable {

    /** The part of a production setting that matters here; what makes a commit durable stays. */
    private static final List<String> POSTGRES = List.of("max_connections=200",
            "shared_buffers=1GB", "max_wal_size=8GB", "checkpoint_timeout=15min");
    private static final Path ROUTES = Path.of("src", "bench", "routes");
    private static final String JAVA_OPTIONS = System.getProperty("kore.bench.java", "");

    private final Path directory;
    private final Path distribution;
    private final Map<String, String> always;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private PostgresServer postgres;
    private int number;

    /**
     * @param distribution the unpacked archive
     * @param always       settings of everything that is measured
     */
    Lab(Path directory, Path distribution, Map<String, String> always) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.distribution = distribution;
        this.always = always;
    }

    PostgresServer postgres() throws IOException {
        if (postgres == null) {
            postgres = new PostgresServer(directory, POSTGRES);
            open.push(postgres);
        }
        return postgres;
    }

    /** The URL of a new and empty database. */
    String database() throws IOException, SQLException {
        String name = "bench" + ++number;
        try (Connection connection = DriverManager.getConnection(postgres().url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return postgres().url().replace("/postgres?", "/" + name + "?");
    }

    /** Has the database write all that it has changed to its tables. */
    void checkpoint() throws IOException, SQLException {
        new Journal(postgres().url()).update("CHECKPOINT");
    }

    /** The database's process, if one has been started. */
    OptionalLong databasePid() {
        return postgres == null ? OptionalLong.empty() : OptionalLong.of(postgres.pid());
    }

    /** The URL of a SQLite database that is not there yet. */
    String sqlite() {
        return "jdbc:sqlite:" + directory.toAbsolutePath().resolve("journal" + ++number + ".db");
    }

    /** What makes a bundle have a broker in its own process. */
    Map<String, String> embeddedBroker() {
        return Map.of("kore.broker.data",
                directory.toAbsolutePath().resolve("embedded" + ++number).toString(),
                "kore.broker.connector", "tcp://127.0.0.1:" + Ports.next());
    }

    Broker broker() throws IOException {
        Broker broker = new Broker(Files.createDirectories(directory.resolve("b" + ++number)));
        open.push(broker);
        return broker;
    }

    /** The bundle as it is shipped. */
    Subject bundle(String name, String database, Broker broker, Map<String, String> more)
            throws IOException {
        return subject(name, List.of(), null, settings(database, broker, more), "");
    }

    /** The bundle with another heap. */
    Subject bundle(String name, String database, Broker broker, Map<String, String> more,
            String options) throws IOException {
        return subject(name, List.of(), null, settings(database, broker, more), options);
    }

    /** The bundle with routes of src/bench/routes. */
    Subject variant(String routes, String database, Broker broker, Map<String, String> more)
            throws IOException {
        return subject(routes, List.of(), ROUTES.resolve(routes),
                settings(database, broker, more), "");
    }

    /** What Camel's documentation offers, with as many connections as it has use for. */
    Subject stock(String database, Broker broker) throws IOException {
        return subject("stock", List.of(jar("camel-sql"), jar("spring-jdbc")),
                ROUTES.resolve("stock"),
                settings(database, broker, Map.of("kore.journal.pool-size", "32")), "");
    }

    private Map<String, String> settings(
            String database, Broker broker, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kore.journal.url", database);
        if (broker != null) {
            settings.put("kore.broker.url", broker.url());
        }
        settings.putAll(always);
        settings.putAll(more);
        return settings;
    }

    private Subject subject(String name, List<Path> jars, Path routes,
            Map<String, String> settings, String options) throws IOException {
        Subject subject = new Subject(name + "-" + ++number, directory, distribution, jars,
                routes, settings, (JAVA_OPTIONS + " " + options).strip());
        open.push(subject);
        return subject;
    }

    /** A library of this class path. */
    private static Path jar(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*[/\\\\]" + name + "-[0-9][^/\\\\]*\\.jar"))
                .map(Path::of).findFirst().orElseThrow(() ->
                        new IllegalStateException(name + " is not on the class path"));
    }

    /** Callbacks that no other run has sent. */
    static Callbacks callbacks(int eachTimes) {
        return callbacks(eachTimes, (token, due) -> { });
    }

    /** @param made hears the token of each as it is made, and when it was due */
    static Callbacks callbacks(int eachTimes, ObjLongConsumer<String> made) {
        return new Callbacks(ThreadLocalRandom.current().nextLong(), eachTimes, made);
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
