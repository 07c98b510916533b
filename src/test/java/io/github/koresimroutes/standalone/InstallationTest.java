package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.config.SettingsException;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.journal.TestEvents;
import io.github.koresimroutes.journal.TestPostgres;
import io.github.koresimroutes.journal.TestSqlite;
import jakarta.jms.Connection;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    private static final JournalSettings SETTINGS =
            new JournalSettings(true, Duration.ofSeconds(20), 100, 10);

    @TempDir
    private Path temp;

    @Test
    void settingsAreThoseOfARun() throws Exception {
        try (Installation installation = installation(
                Map.of("kore.queue.active", "mine", "custom.a", "{{kore.queue.active}}2"))) {
            assertThat(installation.settings().text("kore.queue.active")).contains("mine");
            assertThat(installation.settings().text("custom.a")).contains("mine2");
            assertThat(installation.settings().text("kore.queue.ready")).contains("kore.sim.ready");
            System.setProperty("kore.queue.active", "theirs");
            assertThat(installation.settings().text("kore.queue.active")).contains("theirs");
        } finally {
            System.clearProperty("kore.queue.active");
        }
    }

    /** The context of a command is never started, and has no settings of Camel Main. */
    @Test
    void aVaultGivesItsSecretsToCommandsToo() throws Exception {
        try (Installation installation = installation(
                Map.of("kore.broker.password", "{{standin:kore/broker}}"))) {
            assertThat(installation.settings().secret("kore.broker.password"))
                    .contains("of-the-broker");
        }
    }

    @Test
    void aMisspeltSettingIsRefusedAsByARun() {
        assertThatThrownBy(() -> installation(Map.of("kore.journal.uri", "jdbc:sqlite:x.db")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Did you mean kore.journal.url?");
    }

    @Test
    void aJournalThatIsNotThereIsNotMade() throws Exception {
        Path file = temp.resolve("none/journal.db");
        try (Installation installation = installation(sqlite(file))) {
            assertThatThrownBy(installation::journal).isInstanceOf(StartException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("Is kore.journal.url right, and --config?");
        }
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void anEmptyFileIsNoJournalAndStaysEmpty() throws Exception {
        Path file = Files.createFile(temp.resolve("journal.db"));
        try (Installation installation = installation(sqlite(file))) {
            assertThatThrownBy(installation::journal).isInstanceOf(StartException.class)
                    .hasMessageContaining("there is no journal");
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void theDatabaseOfSomebodyElseIsLeftAsItIs() throws Exception {
        String url = TestPostgres.freshUrl();
        try (Installation installation = installation(Map.of("kore.journal.url", url))) {
            assertThatThrownBy(installation::journal).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("schema is missing").hasMessageContaining("postgresql");
        }
        assertThat(number(url, "SELECT COUNT(*) FROM information_schema.tables"
                + " WHERE table_schema = 'public'")).isZero();
    }

    @Test
    void aJournalOfAnotherReleaseIsRefused() throws Exception {
        Path file = temp.resolve("journal.db");
        try (HikariDataSource pool = TestSqlite.pool("jdbc:sqlite:" + file)) {
            EventJournal.open(SETTINGS, pool).close();
            try (java.sql.Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE kore_journal SET schema_version = 99");
            }
        }
        try (Installation installation = installation(sqlite(file))) {
            assertThatThrownBy(installation::journal).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has version 99").hasMessageContaining("newer release");
        }
    }

    @Test
    void aJournalIsReadAndWrittenWhileAnInstanceUsesIt() throws Exception {
        Path file = temp.resolve("journal.db");
        try (HikariDataSource pool = TestSqlite.pool("jdbc:sqlite:" + file);
                EventJournal instance = EventJournal.open(SETTINGS, pool);
                Installation installation = installation(sqlite(file))) {
            instance.add(TestEvents.event("t1"));

            assertThat(installation.journal().id()).isEqualTo(instance.id());
            int changed = installation.journal().database().inTransaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("UPDATE sim_event_dispatch SET attempts = 7");
                }
            });

            assertThat(changed).isEqualTo(1);
            assertThat(instance.add(TestEvents.event("t2"))).isTrue();
        }
    }

    @Test
    void aReaderDoesNotWaitForAWriter() throws Exception {
        Path file = temp.resolve("journal.db");
        try (HikariDataSource pool = TestSqlite.pool("jdbc:sqlite:" + file)) {
            EventJournal.open(SETTINGS, pool).close();
            try (java.sql.Connection writer = pool.getConnection();
                    Installation installation = installation(sqlite(file))) {
                writer.setAutoCommit(false);
                writer.createStatement().executeUpdate("UPDATE kore_journal SET created_at = 1");

                assertThat(installation.journal().id()).hasSize(36);
                writer.rollback();
            }
        }
    }

    @Test
    void theBrokerOfAnInstanceIsReachedWhereItListens() throws Exception {
        int port = freePort();
        String connector = "tcp://0.0.0.0:" + port + "?maximumConnections=10";
        try (EmbeddedBroker broker = EmbeddedBroker.start(temp.resolve("broker"), connector);
                Installation installation =
                        installation(Map.of("kore.broker.connector", connector));
                Connection connection = installation.connectionFactory().createConnection()) {
            connection.start();
            assertThat(connection.getMetaData().getJMSProviderName()).isNotBlank();
        }
    }

    @Test
    void aBrokerThatListensNowhereIsSaid() throws Exception {
        try (Installation installation = installation(Map.of("kore.broker.connector", ""))) {
            assertThatThrownBy(installation::connectionFactory).isInstanceOf(StartException.class)
                    .hasMessageContaining("Set kore.broker.connector");
        }
    }

    private Installation installation(Map<String, String> settings) throws IOException {
        StringBuilder lines = new StringBuilder();
        settings.forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
        Files.writeString(temp.resolve("application.properties"), lines);
        return Installation.of(temp);
    }

    private static Map<String, String> sqlite(Path file) {
        return Map.of("kore.journal.url", "jdbc:sqlite:" + file);
    }

    private static long number(String url, String sql) throws SQLException {
        try (java.sql.Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
