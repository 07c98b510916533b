package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal's files do not stay as large as they were once. */
class SqliteSpaceTest {

    private static final long MIB = 1024 * 1024;

    @TempDir
    private Path folder;
    private HikariDataSource pool;
    private EventJournal journal;

    @BeforeEach
    void open() {
        pool = TestSqlite.pool(TestSqlite.url(folder));
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 1000, 200), pool);
    }

    @AfterEach
    void close() {
        journal.close();
        pool.close();
    }

    @Test
    void whatWasRemovedIsGivenBackToTheDisk() throws Exception {
        fill(30_000);
        assertThat(size("journal.db") + size("journal.db-wal")).isGreaterThan(30 * MIB);
        execute("DELETE FROM sim_event");

        journal.releaseSpace();

        assertThat(size("journal.db")).isLessThan(6 * MIB);
        assertThat(size("journal.db-wal")).isZero();
        assertThat(journal.add(event("t1"))).isTrue();
    }

    @Test
    void roomThatIsUsedAgainIsKept() throws Exception {
        fill(10_000);
        execute("DELETE FROM sim_event WHERE id % 10 = 0");
        journal.releaseSpace();
        intoTheFile();
        long before = size("journal.db");

        fill(900);
        journal.releaseSpace();
        intoTheFile();

        assertThat(size("journal.db")).isLessThan(before + MIB);
    }

    @Test
    void whereThereIsNothingToGiveBackNobodyWaitsForAReader() throws Exception {
        fill(3_000);
        long log = size("journal.db-wal");

        journal.releaseSpace();

        assertThat(size("journal.db-wal")).isEqualTo(log).isPositive();
    }

    @Test
    void theLogIsCutBackOnceALongReaderHasGone() throws Exception {
        try (Connection reader = DriverManager.getConnection(TestSqlite.url(folder))) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM sim_event")) {
                assertThat(row.next()).isTrue();
                for (int i = 0; i < 3; i++) {
                    fill(10_000);
                }
                journal.releaseSpace();
                assertThat(size("journal.db-wal")).isGreaterThan(20 * MIB);
            }
            reader.rollback();
        }
        for (int i = 0; i < 20; i++) {
            fill(300);
        }
        assertThat(size("journal.db-wal")).isLessThan(17 * MIB);
    }

    private void intoTheFile() throws SQLException {
        execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private void fill(int rows) throws SQLException {
        execute("INSERT INTO sim_event (kind, account, token, body_hash, received_at, body, bucket,"
                + " token_key, body_key)"
                + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                + rows + ") SELECT 'JSON', '', 'f' || hex(randomblob(16)), randomblob(32), 0,"
                + " randomblob(900), 0, randomblob(16), i FROM n");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long size(String file) throws IOException {
        return Files.size(folder.resolve(file));
    }
}
