package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.servers.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
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
    private final List<String> stored = new ArrayList<>();
    private HikariDataSource pool;
    /** Another instance's: whoever stored something has it on disk with his own next commit. */
    private HikariDataSource storing;
    private EventJournal journal;
    private Connection settings;

    /** Not in memory: there InnoDB maps its log, and what it wrote outlives it. */
    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = new MariaDbServer(folder, "--innodb-flush-log-at-timeout=2700");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
    }

    @BeforeEach
    void storeAnEventThatIsNotOnDisk(TestInfo test) throws SQLException {
        String url = server.url(test.getTestMethod().orElseThrow().getName());
        settings = DriverManager.getConnection(url);
        // Each new connection would make the database, and with that write the log.
        pool = TestMariaDb.pool(url.replace("&createDatabaseIfNotExist=true", ""));
        storing = TestMariaDb.pool(pool.getJdbcUrl());
        journal = open(pool);
        EventJournal other = open(storing);
        flushAtCommit(0);
        do {
            stored.add("t" + stored.size());
            other.add(event(stored.get(stored.size() - 1)));
        } while (status("Innodb_lsn_flushed") >= status("Innodb_lsn_current"));
        flushAtCommit(1);
        other.close();
    }

    private static EventJournal open(HikariDataSource pool) {
        return EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 100, 10), pool);
    }

    @AfterEach
    void close() throws SQLException {
        journal.close();
        pool.close();
        storing.close();
        settings.close();
    }

    @Test
    void aBatchThatWasReadIsThereAfterTheDatabaseWasKilled() throws Exception {
        assertThat(tokens()).isEqualTo(stored);

        server.kill();
        server.start();

        assertThat(tokens()).isEqualTo(stored);
    }

    @Test
    void aDuplicateThatWasToldIsThereAfterTheDatabaseWasKilled() throws Exception {
        assertThat(journal.add(event(stored.get(stored.size() - 1)))).isFalse();

        server.kill();
        server.start();

        assertThat(tokens()).isEqualTo(stored);
    }

    private List<String> tokens() throws SQLException {
        return journal.database().inTransaction(connection ->
                        journal.waiting(connection, 0, 1, 100)).stream()
                .map(JournalEntry::token).toList();
    }

    private void flushAtCommit(int mode) throws SQLException {
        try (Statement statement = settings.createStatement()) {
            statement.execute("SET GLOBAL innodb_flush_log_at_trx_commit = " + mode);
        }
    }

    private long status(String name) throws SQLException {
        try (Statement statement = settings.createStatement();
                ResultSet row = statement.executeQuery(
                        "SHOW GLOBAL STATUS LIKE '" + name + "'")) {
            row.next();
            return row.getLong(2);
        }
    }
}
