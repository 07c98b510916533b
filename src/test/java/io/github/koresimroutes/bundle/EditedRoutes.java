package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The bundle with the shipped routes, edited for the events of one status. */
abstract class EditedRoutes {

    static final String OTHER_SIM = "HS00000000000000000000000000000000";
    static final String THROWS = """
            - throwException:
                exceptionType: java.lang.IllegalStateException
                message: the lookup found no customer
            """;

    @TempDir
    Path directory;

    final Map<String, String> more = new HashMap<>();
    boolean withoutQueue;
    /** As on runtimes that load all route files themselves. */
    boolean oneContext;
    TestBroker broker;
    RunningBundle bundle;

    /** The broker under test. */
    TestBroker newBroker(Path directory) throws Exception {
        return new TestBroker(directory);
    }

    final void start(String afterSuspended) throws Exception {
        start(afterSuspended, "");
    }

    /** @param first what stands before the route in its file */
    final void start(String afterSuspended, String first) throws Exception {
        broker = newBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        Path routes = routes(afterSuspended, first);
        settings.put("camel.main.routesIncludePattern", "file:" + routes + "/*.camel.yaml");
        settings.put("kore.dispatch.attempts", "2");
        settings.put("kore.dispatch.retry-pause", "100ms");
        settings.putAll(more);
        bundle = oneContext
                ? RunningBundle.start(settings) : RunningBundle.startLive(routes, settings);
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
            for (Path file : files.filter(f -> f.toString().endsWith(".camel.yaml")).toList()) {
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

    final void send(String sim, String status) throws Exception {
        assertThat(bundle.client().withNewToken()
                .withBody(KoreClient.body(status).replace(KoreClient.SIM, sim)).status())
                .isEqualTo(200);
    }

    final List<String> states() throws Exception {
        return query("SELECT state FROM sim_event_log ORDER BY id");
    }

    final List<String> failed() throws Exception {
        return query("SELECT last_error FROM sim_event_log WHERE state = 'failed'");
    }

    final List<String> query(String sql) throws Exception {
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
