package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose file is not at its path any more stores nothing more. */
@Timeout(60)
class SqliteFileTest {

    @TempDir
    private Path folder;
    private Path file;
    private Path elsewhere;
    private HikariDataSource pool;
    private EventJournal journal;

    @BeforeEach
    void open() throws Exception {
        // As SQLite and the operating system name it, where the directory is behind a link.
        folder = folder.toRealPath();
        file = folder.resolve("journal.db");
        elsewhere = folder.resolve("elsewhere.db");
        pool = TestSqlite.pool(TestSqlite.url(folder));
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(5), 100, 10), pool);
        journal.add(event("t1"));
    }

    @AfterEach
    void close() {
        journal.close();
        pool.close();
    }

    @Test
    void aNetworkFileSystemIsRefusedAndADiskIsNot() throws Exception {
        assertThatThrownBy(() -> SqliteFile.checkPlace(file, "nfs4"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("nfs4");
        SqliteFile.checkPlace(file, Files.getFileStore(file).type());
    }

    @Test
    void aFileThatWasDeletedTakesNoMoreEvents() throws Exception {
        Files.delete(file);

        assertLost();
        assertThat(events(pool.getConnection())).as("in the open file").isEqualTo(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatWasMovedTakesNoMoreEventsEvenOnceItIsBack() throws Exception {
        Files.move(file, elsewhere);
        assertLost();

        Files.move(elsewhere, file);

        assertLost();
        journal.close();
        try (EventJournal again = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(5), 100, 10), pool)) {
            assertThat(again.add(event("t1"))).isFalse();
            assertThat(again.add(event("t2"))).isTrue();
        }
    }

    @Test
    void aFileThatAnotherOneReplacedTakesNoMoreEvents() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + elsewhere);
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE other (id INTEGER)");
        }
        Files.move(elsewhere, file, StandardCopyOption.REPLACE_EXISTING);

        assertLost();
    }

    @Test
    void aTransactionDuringWhichTheFileWasMovedIsRolledBack() throws Exception {
        assertThatThrownBy(() -> journal.database().inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM sim_event");
            }
            move();
            return null;
        })).isInstanceOf(SQLException.class).hasMessage(message());
        assertThat(events(pool.getConnection())).isEqualTo(1);
    }

    @Test
    void aDatabaseInMemoryHasNoFileThatCouldBeLost() throws Exception {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            SqliteFile.of(memory).check();
        }
    }

    private void move() throws SQLException {
        try {
            Files.move(file, elsewhere);
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private void assertLost() {
        assertThatThrownBy(() -> journal.add(event("t2")))
                .isInstanceOf(JournalUnavailableException.class).hasMessage(message());
        assertThatThrownBy(() -> journal.check())
                .isInstanceOf(JournalUnavailableException.class).hasMessage(message());
        assertThatThrownBy(() -> journal.database().inTransaction(connection -> null))
                .isInstanceOf(SQLException.class).hasMessage(message());
    }

    private String message() {
        return "the journal's file " + file
                + " was moved or deleted: stop kore-sim, put it back, start again";
    }

    private static int events(Connection connection) throws SQLException {
        try (connection; Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM sim_event")) {
            return row.getInt(1);
        }
    }
}
