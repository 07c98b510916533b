package io.github.koresimroutes.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.InstanceTable;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.journal.RouteSetArchive;
import io.github.koresimroutes.journal.TestSqlite;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances with one journal. */
class RouteRecordTest {

    private static final RouteSet OLD = set("[]");
    private static final RouteSet NEW = set("[ ]");

    @TempDir
    private Path folder;

    private HikariDataSource pool;
    private EventJournal journal;
    private final EditState one = new EditState(OLD);
    private final EditState other = new EditState(OLD);

    @BeforeEach
    void open() {
        pool = TestSqlite.pool(TestSqlite.url(folder));
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 100, 10), pool);
    }

    @AfterEach
    void close() {
        journal.close();
        pool.close();
    }

    @Test
    void instancesThatDifferKnowItUntilTheyAgree() throws Exception {
        RouteRecord first = record(one);
        RouteRecord second = record(other);
        first.beat();
        second.beat();
        assertThat(other.others()).isEmpty();

        one.take(NEW);
        first.beat();
        second.beat();
        first.beat();
        assertThat(one.others()).containsExactly(OLD.hash());
        assertThat(other.others()).containsExactly(NEW.hash());

        other.take(NEW);
        second.beat();
        first.beat();
        assertThat(one.others()).isEmpty();
        assertThat(new RouteSetArchive(journal.database()).list()).hasSize(2);
    }

    @Test
    void anInstanceThatStoppedDiffersNoMore() {
        RouteRecord first = record(one);
        RouteRecord second = record(other);
        one.take(NEW);
        first.beat();
        second.beat();
        assertThat(other.others()).hasSize(1);

        first.start();
        first.stop();
        second.beat();
        assertThat(other.others()).isEmpty();
    }

    @Test
    void aDatabaseThatFailsStopsNothing() {
        RouteRecord record = record(one);
        pool.close();
        record.beat();
        assertThat(one.others()).isEmpty();
    }

    private RouteRecord record(EditState state) {
        return new RouteRecord(new RouteSetArchive(journal.database()),
                new InstanceTable(journal.database()), Duration.ofDays(30), state);
    }

    private static RouteSet set(String text) {
        return new RouteSet(List.of(new RouteFile("a.camel.yaml", "file:a.camel.yaml", text)),
                new RouteSettings(Map.of()));
    }
}
