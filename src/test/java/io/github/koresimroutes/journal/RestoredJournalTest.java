package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What go-to-production.md says to run after a restore: no number is given again. */
@Timeout(120)
class RestoredJournalTest {

    private static final JournalSettings SETTINGS =
            new JournalSettings(true, Duration.ofSeconds(20), 100, 10);

    @TempDir
    private Path folder;

    @Test
    void onSqliteTheNextNumberIsAboveTheHighest() throws Exception {
        try (HikariDataSource pool = TestSqlite.pool(TestSqlite.url(folder))) {
            assertThat(next(pool, "UPDATE sqlite_sequence")).isEqualTo(1_000_001);
        }
    }

    @Test
    void onPostgresqlTheNextNumberIsAboveTheHighest() throws Exception {
        try (HikariDataSource pool = TestPostgres.pool(TestPostgres.freshUrl())) {
            assertThat(next(pool, "ALTER TABLE sim_event")).isEqualTo(1_000_001);
        }
    }

    /** The id of the event that comes after the statement of the docs. */
    private static long next(HikariDataSource pool, String beginning) throws Exception {
        try (EventJournal journal = EventJournal.open(SETTINGS, pool)) {
            journal.add(event("before"));
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(documented(beginning));
            }
            journal.add(event("after"));
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT id FROM sim_event WHERE token = 'after'")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static String documented(String beginning) throws Exception {
        return Files.readAllLines(Path.of("docs/go-to-production.md")).stream()
                .filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
    }
}
