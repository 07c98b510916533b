package io.github.koresimroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.EventState;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.journal.TestEvents;
import io.github.koresimroutes.journal.TestSqlite;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Camel's idempotent consumer could do to lose an event, and cannot. */
class JournalIdempotentRepositoryTest {

    private static final SimEvent EVENT = TestEvents.event("t1");

    @TempDir
    private Path folder;
    private HikariDataSource pool;
    private EventJournal journal;
    private JournalIdempotentRepository repository;

    @BeforeEach
    void open() {
        pool = TestSqlite.pool(TestSqlite.url(folder));
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 100, 10), pool);
        repository = new JournalIdempotentRepository(journal);
        repository.start();
    }

    @AfterEach
    void close() {
        journal.close();
        pool.close();
    }

    @Test
    void nothingThatWasStoredIsRemoved() throws SQLException {
        assertThat(repository.add(exchange(EVENT), "t1")).isTrue();

        repository.remove("t1");
        repository.clear();

        assertThat(repository.add(exchange(EVENT), "t1")).isFalse();
        assertThat(journal.levels().events()).containsEntry(EventState.RECEIVED, 1L);
    }

    @Test
    void lookingBeforeAddingFails() {
        assertThatThrownBy(() -> repository.contains("t1"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("eager=true only");
    }

    @Test
    void onlyAVerifiedEventUnderItsOwnKeyIsStored() throws SQLException {
        assertThatThrownBy(() -> repository.add(exchange(null), "t1"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> repository.add(exchange(EVENT), "t2"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> repository.add("t1"))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(journal.levels().events()).containsEntry(EventState.RECEIVED, 0L);
    }

    @Test
    void stoppingItsRouteStopsNoJournal() {
        repository.stop();

        assertThat(journal.add(EVENT)).isTrue();
    }

    private static Exchange exchange(SimEvent event) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(ReceiveSteps.EVENT, event);
        return exchange;
    }
}
