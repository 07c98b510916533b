package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.servers.MariaDbServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * InnoDB shows a commit to others before it is on disk. Here that moment lasts until somebody else
 * commits: {@code innodb_flush_log_at_trx_commit=0} with a flush every 45 minutes.
 */
@Timeout(180)
class MariaDbDurabilityTest {

    private static MariaDbServer server;
    private String url;
    private HikariDataSource pool;
    private EventJournal journal;

    /** Not in memory: there InnoDB maps its log, and what it wrote outlives it. */
    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = new MariaDbServer(folder, "--innodb-flush-log-at-timeout=2700");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
    }

    @BeforeEach
    void storeAnEventThatIsNotOnDisk(TestInfo test) throws SQLException {
        url = server.url(test.getTestMethod().orElseThrow().getName());
        pool = TestMariaDb.pool(url);
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 100, 10), pool);
        journal.add(event("t1"));
        flush(0);
        journal.add(event("t2"));
        flush(1);
    }

    @AfterEach
    void close() {
        journal.close();
        pool.close();
    }

    @Test
    void aBatchThatWasReadIsThereAfterTheDatabaseWasKilled() throws Exception {
        assertThat(tokens()).containsExactly("t1", "t2");

        server.kill();
        server.start();

        assertThat(tokens()).containsExactly("t1", "t2");
    }

    @Test
    void aDuplicateThatWasToldIsThereAfterTheDatabaseWasKilled() throws Exception {
        assertThat(journal.add(event("t2"))).isFalse();

        server.kill();
        server.start();

        assertThat(tokens()).containsExactly("t1", "t2");
    }

    private List<String> tokens() throws SQLException {
        return journal.database().inTransaction(connection ->
                        journal.waiting(connection, 0, 1, 100)).stream()
                .map(JournalEntry::token).toList();
    }

    private void flush(int mode) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SET GLOBAL innodb_flush_log_at_trx_commit = " + mode);
        }
    }
}
