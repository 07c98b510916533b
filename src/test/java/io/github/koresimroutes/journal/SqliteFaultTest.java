package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a SQLite file in trouble leads to the trouble. */
@Timeout(60)
class SqliteFaultTest {

    private static final Path LIMIT = Path.of("/usr/bin/prlimit");

    @TempDir
    private Path folder;
    private HikariDataSource pool;
    private EventJournal journal;

    @BeforeEach
    void open() {
        Properties properties = SqliteSettings.asProperties();
        properties.setProperty("busy_timeout", "600");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestSqlite.url(folder));
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(300);
        config.setDataSourceProperties(properties);
        pool = new HikariDataSource(config);
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(1), 100, 10), pool);
    }

    @AfterEach
    void close() {
        journal.close();
        pool.close();
    }

    @Test
    void aLockOfAnotherProcess() throws Exception {
        try (Connection other = DriverManager.getConnection(TestSqlite.url(folder));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertTrouble("the journal's file is locked by another process (error code 5)");

            statement.execute("COMMIT");
        }
        assertThat(journal.add(event("t1"))).isTrue();
    }

    @Test
    void theOneConnectionThatIsHeldForLong() throws Exception {
        try (Connection held = pool.getConnection()) {
            assertThat(held.isClosed()).isFalse();

            assertTrouble("the journal's file is busy: another process may have locked it"
                    + " (error code 0)");
        }
        assertThat(journal.add(event("t1"))).isTrue();
    }

    @Test
    void aFileThatCannotBeWritten() throws Exception {
        assumeTrue(Files.isExecutable(LIMIT));
        for (int i = 0; i < 10; i++) {
            journal.add(event("f" + i));
        }
        limitFiles(Long.toString(Files.size(folder.resolve("journal.db-wal"))));
        try {
            assertTrouble("the journal's file cannot be written (error code 10)");
        } finally {
            limitFiles("unlimited");
        }
        assertThat(journal.add(event("t1"))).isTrue();
    }

    @Test
    void aFileThatCannotBeOpened() {
        Path nowhere = folder.resolve("nowhere/journal.db");
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:sqlite:" + nowhere))
                .isInstanceOfSatisfying(SQLException.class, e ->
                        assertThat(SqlFault.describe(pooled(e), Dialect.SQLITE)).isEqualTo(
                                "the journal's file cannot be written (error code 14)"));
    }

    /** As the pool passes it on. */
    private static SQLException pooled(SQLException cause) {
        SQLException outer = new SQLTransientConnectionException("no connection");
        outer.setNextException(cause);
        return outer;
    }

    private void assertTrouble(String message) {
        assertThatThrownBy(() -> journal.add(event("t1")))
                .isInstanceOf(JournalUnavailableException.class).hasMessage(message);
        assertThatThrownBy(() -> journal.check())
                .isInstanceOf(JournalUnavailableException.class).hasMessage(message);
    }

    /** How large a file this process may make. */
    private static void limitFiles(String bytes) throws Exception {
        assertThat(new ProcessBuilder(LIMIT.toString(), "--pid",
                Long.toString(ProcessHandle.current().pid()),
                "--fsize=" + bytes + ":unlimited").inheritIO().start().waitFor()).isZero();
    }
}
