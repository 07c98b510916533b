package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.config.SettingsException;
import io.github.koresimroutes.journal.TestMariaDb;
import io.github.koresimroutes.journal.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalPoolTest {

    @TempDir
    private Path temp;

    @Test
    void sqliteIsDurableAndHasOneConnectionInADirectoryOfItsOwn() throws Exception {
        Path file = temp.resolve("new/data/journal.db");
        try (HikariDataSource pool = JournalPool.open(Settings.of(Map.of(
                "kore.journal.url", "jdbc:sqlite:" + file, "kore.journal.pool-size", "8")));
                Connection connection = pool.getConnection()) {
            assertThat(pool.getMaximumPoolSize()).isEqualTo(1);
            assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(connection, "synchronous")).as("2 is FULL").isEqualTo("2");
            assertThat(pragma(connection, "busy_timeout")).isEqualTo("1500");
            assertThat(PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(file.getParent()))).isEqualTo("rwx------");
        }
    }

    @Test
    void aSqliteTransactionTakesTheWriteLockAtItsBeginning() throws Exception {
        Map<String, String> settings = Map.of(
                "kore.journal.url", "jdbc:sqlite:" + temp.resolve("journal.db"));
        try (HikariDataSource one = JournalPool.open(Settings.of(settings));
                HikariDataSource two = JournalPool.open(Settings.of(settings));
                Connection first = one.getConnection();
                Connection second = two.getConnection()) {
            first.setAutoCommit(false);
            second.createStatement().execute("PRAGMA busy_timeout = 1");
            assertThatThrownBy(() -> second.setAutoCommit(false))
                    .isInstanceOf(SQLException.class).hasMessageContaining("SQLITE_BUSY");
        }
    }

    @Test
    void aSqliteFileThatWasDeletedIsNotMadeAnew() throws Exception {
        Path file = temp.resolve("journal.db");
        try (HikariDataSource pool = JournalPool.open(Settings.of(Map.of(
                "kore.journal.url", "jdbc:sqlite:" + file)))) {
            assertThat(file).exists();
            Files.delete(file);
            pool.getHikariPoolMXBean().softEvictConnections();

            assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
            assertThat(file).doesNotExist();
        }
    }

    /** Its driver quotes a URL that it does not take. */
    @Test
    void aUrlThatIsNoneIsNotToldWithItsPassword() {
        assertThatThrownBy(() -> JournalPool.open(Settings.of(Map.of("kore.journal.url",
                "jdbc:mariadb:db.example.com/kore?user=k&password=c4n4ry"))))
                .isInstanceOf(StartException.class).hasMessageContaining("kore.journal.url")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("c4n4ry"));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void postgresqlEndsATransactionWhoseProcessStandsStill() throws Exception {
        try (HikariDataSource pool = JournalPool.open(Settings.of(
                        Map.of("kore.journal.url", TestPostgres.freshUrl())));
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SHOW idle_in_transaction_session_timeout")) {
            result.next();
            assertThat(result.getString(1)).isEqualTo("15s");
        }
    }

    @Test
    void mariaDbEndsATransactionWhoseProcessStandsStillAndReadsWhatIsCommitted() throws Exception {
        try (HikariDataSource pool = JournalPool.open(Settings.of(
                        Map.of("kore.journal.url", TestMariaDb.freshUrl())));
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT @@idle_transaction_timeout,"
                        + " @@innodb_lock_wait_timeout, @@tx_isolation")) {
            result.next();
            assertThat(result.getInt(1)).isEqualTo(15);
            assertThat(result.getInt(2)).isEqualTo(5);
            assertThat(result.getString(3)).isEqualTo("READ-COMMITTED");
            assertThat(connection.getNetworkTimeout()).isEqualTo(10_000);
        }
    }

    @Test
    void anUnreachableDatabaseIsSaidWithoutThePassword() {
        StandaloneSettings settings = Settings.of(Map.of(
                "kore.journal.url", "jdbc:postgresql://127.0.0.1:1/db?password=hidden"));
        assertThatThrownBy(() -> JournalPool.open(settings))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/db cannot be opened")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void aMissingPasswordFileIsSaid() {
        StandaloneSettings settings = Settings.of(Map.of(
                "kore.journal.url", "jdbc:postgresql://127.0.0.1:1/db",
                "kore.journal.password-file", temp + "/nope"));
        assertThatThrownBy(() -> JournalPool.open(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("kore.journal.password-file = " + temp
                        + "/nope: the file does not exist.");
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA " + name)) {
            return result.getString(1);
        }
    }
}
