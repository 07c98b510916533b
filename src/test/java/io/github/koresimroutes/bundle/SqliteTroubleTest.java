package io.github.koresimroutes.bundle;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A SQLite journal without room, or that may not be written. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteTroubleTest {

    private TestBroker broker;
    private RunningBundle bundle;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        bundle = RunningBundle.start(RunningBundle.sqlite(directory, broker));
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
