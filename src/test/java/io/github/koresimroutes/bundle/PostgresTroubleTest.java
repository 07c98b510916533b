package io.github.koresimroutes.bundle;

import io.github.koresimroutes.journal.TestPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that is there and does not serve: 503 in time, and nothing to do afterwards. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTroubleTest {

    private TestBroker broker;
    private TestLink link;
    private RunningBundle bundle;
    private String url;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        url = TestPostgres.freshUrl();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        link = new TestLink(port);
        broker = new TestBroker(directory.resolve("broker"));
        bundle = RunningBundle.start(Map.of(
                "kore.journal.url", url.replace(":" + port, ":" + link.port()),
                "kore.broker.url", broker.url()));
    }

    @AfterAll
    void stop() throws Exception {
        bundle.close();
        broker.close();
        link.close();
    }

    @Test
    void slow() throws Exception {
        trouble().passes(600, () -> link.slow(5_000), link::well);
    }

    @Test
    void silent() throws Exception {
        trouble().passes(300, link::silent, link::well);
    }

    /** As after a failover: who keeps the old connection, keeps the standby. */
    @Test
    void readOnly() throws Exception {
        trouble().passes(20, () -> {
            execute("ALTER DATABASE " + database() + " SET default_transaction_read_only = on");
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }, () -> execute("BEGIN; SET TRANSACTION READ WRITE; ALTER DATABASE " + database()
                + " SET default_transaction_read_only = off; COMMIT"));
    }

    @Test
    void full() throws Exception {
        trouble().passes(20, () -> execute("""
                CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE 'could not extend file' USING ERRCODE = '53100'; END $$;
                CREATE TRIGGER no_room BEFORE INSERT ON sim_event
                    EXECUTE FUNCTION no_room()"""),
                () -> execute("DROP TRIGGER no_room ON sim_event; DROP FUNCTION no_room"));
    }

    private DatabaseTrouble trouble() {
        return new DatabaseTrouble(bundle, broker);
    }

    private String database() {
        return URI.create(url.substring("jdbc:".length())).getPath().substring(1);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
