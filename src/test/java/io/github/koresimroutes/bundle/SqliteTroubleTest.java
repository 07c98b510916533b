package io.github.koresimroutes.bundle;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A SQLite journal without room, that may not be written, or that another process holds. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteTroubleTest {

    private TestBroker broker;
    private RunningBundle bundle;
    private String url;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        url = settings.get("kore.journal.url");
        bundle = RunningBundle.start(settings);
    }

    @AfterAll
    void stop() throws Exception {
        bundle.close();
        broker.close();
    }

    @Test
    void full() throws Exception {
        // The smallest number that SQLite takes is the number of pages that there are.
        trouble().passes(300, () -> {
            execute("PRAGMA max_page_count = 1");
            while (bundle.client().withStatus("new").status() == 200) {
                broker.takeOne("kore.sim.new");
            }
        }, () -> execute("PRAGMA max_page_count = 1000000"));
    }

    @Test
    void readOnly() throws Exception {
        trouble().passes(20, () -> execute("PRAGMA query_only = on"),
                () -> execute("PRAGMA query_only = off"));
    }

    @Test
    void lockedByAnotherProcess() throws Exception {
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            trouble().passes(20, () -> {
                statement.execute("BEGIN IMMEDIATE");
                await().atMost(Duration.ofSeconds(30)).until(() -> health().contains(
                        "the journal's file is locked by another process"));
            }, () -> statement.execute("COMMIT"));
        }
    }

    private String health() throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:" + bundle.healthPort() + "/observe/health/ready")).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    private DatabaseTrouble trouble() {
        return new DatabaseTrouble(bundle, broker);
    }

    /** On the one connection that the bundle has. */
    private void execute(String sql) throws SQLException {
        DataSource journal = bundle.context().getRegistry()
                .lookupByNameAndType("kore-data-source", DataSource.class);
        try (Connection connection = journal.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
