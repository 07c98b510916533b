package io.github.koresimroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds on every database for the route sets that ran, and the instances that run them. */
@Timeout(120)
abstract class RouteSetsContract {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration RECENTLY = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private HikariDataSource pool;
    private EventJournal journal;
    private RouteSetArchive archive;
    private InstanceTable instances;

    abstract HikariDataSource freshPool();

    @BeforeEach
    void open() {
        pool = freshPool();
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 100, 10), pool);
        archive = new RouteSetArchive(journal.database());
        instances = new InstanceTable(journal.database());
    }

    @AfterEach
    void close() {
        journal.close();
        pool.close();
    }

    @Test
    void aSetIsFoundAsItRanAndWithoutWhatMayBeSecret() throws SQLException {
        RouteSet set = new RouteSet(
                List.of(new RouteFile("a.camel.yaml", "file:routes/a.camel.yaml", "- \"é\"\n\u0000"),
                        new RouteFile("b.camel.yaml", "classpath:b.camel.yaml", "")),
                new RouteSettings(Map.of("kore.queue.active", "a.queue", "custom.key", "hush")));

        archive.store(set, MONTH);

        KeptRouteSet kept = archive.find(set.hash()).orElseThrow();
        assertThat(kept.set().files()).isEqualTo(set.files());
        assertThat(kept.set().settings().values()).isEqualTo(
                Map.of("kore.queue.active", "a.queue"));
        assertThat(kept.set().hash()).isEqualTo(set.hash());
        assertThat(kept.firstUsedAt()).isEqualTo(kept.lastUsedAt())
                .isCloseTo(Instant.now(), within(10, ChronoUnit.MINUTES));
        assertThat(archive.latest()).contains(kept);
        assertThat(text("SELECT files FROM kore_route_set")).doesNotContain("hush");
    }

    @Test
    void whatWasNeverStoredIsNotFound() throws SQLException {
        assertThat(archive.find("0123456789ab")).isEmpty();
        assertThat(archive.latest()).isEmpty();
        assertThat(archive.list()).isEmpty();
    }

    @Test
    void theLatestIsTheOneThatWasStoredLast() throws SQLException {
        archive.store(set(1), MONTH);
        archive.store(set(2), MONTH);
        age(set(1), Duration.ofHours(2));
        age(set(2), Duration.ofHours(1));
        Instant first = archive.find(set(1).hash()).orElseThrow().firstUsedAt();
        assertThat(archive.latest().orElseThrow().set()).isEqualTo(set(2));

        archive.store(set(1), MONTH);

        assertThat(archive.latest().orElseThrow().set()).isEqualTo(set(1));
        assertThat(archive.latest().orElseThrow().firstUsedAt()).isEqualTo(first);
        assertThat(archive.list()).extracting(KeptRouteSet::set).containsExactly(set(1), set(2));
    }

    @Test
    void setsThatNoEventIsOfGoButForTheNewest() throws SQLException {
        int kept = RouteSetArchive.ALWAYS_KEPT;
        for (int i = 0; i < kept + 3; i++) {
            archive.store(set(i), MONTH);
            // Numbers 0 and 1 are beyond the month, and beyond the newest when the last one comes.
            age(set(i), i < 2 ? MONTH.plusDays(2 - i) : MONTH.minusHours(i));
        }
        assertThat(archive.list()).hasSize(kept + 1).extracting(KeptRouteSet::set)
                .doesNotContain(set(0), set(1)).contains(set(2));
        for (int i = 2; i < kept + 3; i++) {
            age(set(i), MONTH.plusDays(99 - i));
        }

        archive.store(set(99), MONTH);

        assertThat(archive.list()).hasSize(kept).extracting(KeptRouteSet::set)
                .contains(set(99), set(kept + 2)).doesNotContain(set(2), set(3));
    }

    @Test
    void aDamagedSetIsNeverTakenForTheOneThatRan() throws SQLException {
        archive.store(set(1), MONTH);
        execute("UPDATE kore_route_set SET files = REPLACE(files, 'text of', 'text for')");
        assertThatThrownBy(() -> archive.find(set(1).hash()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(set(1).hash()).hasMessageContaining("damaged");

        execute("UPDATE kore_route_set SET files = '{\"files\":[{\"name\":1}]}'");
        assertThatThrownBy(() -> archive.latest())
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("damaged");
    }

    @Test
    void instancesSeeEachOther() throws SQLException {
        instances.beat("one", "0123456789ab");
        instances.beat("two", null);
        instances.beat("two", "ba9876543210");
        instances.beat("three", null);

        assertThat(instances.others("one", RECENTLY))
                .extracting(SeenInstance::id, SeenInstance::routeSet).containsExactly(
                        tuple("three", null), tuple("two", "ba9876543210"));
        assertThat(instances.others("two", RECENTLY).get(0).seenAt())
                .isCloseTo(Instant.now(), within(10, ChronoUnit.MINUTES));
        instances.leave("two");
        assertThat(instances.others("one", RECENTLY)).extracting(SeenInstance::id)
                .containsExactly("three");
    }

    @Test
    void aSilentInstanceIsLeftOutAndThenForgotten() throws SQLException {
        instances.beat("silent", null);
        instances.beat("ahead", null);
        execute("UPDATE kore_instance SET seen_at = seen_at - 120000 WHERE id = 'silent'");
        execute("UPDATE kore_instance SET seen_at = seen_at + 7200000 WHERE id = 'ahead'");
        assertThat(instances.others("one", RECENTLY)).isEmpty();
        assertThat(instances.others("one", Duration.ofMinutes(5)))
                .extracting(SeenInstance::id).containsExactly("silent");

        execute("UPDATE kore_instance SET seen_at = seen_at - 3600000 WHERE id = 'silent'");
        instances.beat("one", null);

        assertThat(text("SELECT id FROM kore_instance")).isEqualTo("one\n");
    }

    @Test
    void aSetThatRunsForLongIsNotTakenForUnused() throws SQLException {
        archive.store(set(1), MONTH);
        age(set(1), MONTH);

        instances.beat("one", set(1).hash());

        assertThat(archive.latest().orElseThrow().lastUsedAt())
                .isCloseTo(Instant.now(), within(10, ChronoUnit.MINUTES));
    }

    private static RouteSet set(int number) {
        return new RouteSet(List.of(new RouteFile(
                "a.camel.yaml", "file:a.camel.yaml", "text of " + number)),
                new RouteSettings(Map.of()));
    }

    private void age(RouteSet set, Duration age) throws SQLException {
        execute("UPDATE kore_route_set SET last_used_at = (SELECT now_ms FROM kore_clock) - "
                + age.toMillis() + " WHERE hash = '" + set.hash() + "'");
    }

    private void execute(String sql) throws SQLException {
        journal.database().inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    private String text(String sql) throws SQLException {
        return journal.database().reading(connection -> {
            StringBuilder lines = new StringBuilder();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    lines.append(row.getString(1)).append('\n');
                }
            }
            return lines.toString();
        });
    }
}
