package io.github.koresimroutes.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.journal.TestEvents;
import io.github.koresimroutes.journal.TestPostgres;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds although the next batch is sent before the journal has heard of the last one. */
@Timeout(120)
class ReadAheadTest {

    private HikariDataSource pool;
    private EventJournal journal;
    private LaneControl control;
    private Dispatcher dispatcher;
    /** It names the first full batch: t1 and t2. */
    private String baton;

    @BeforeEach
    void passAFullBatch() throws Exception {
        pool = TestPostgres.pool(TestPostgres.freshUrl());
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 1000, 100), pool);
        control = new LaneControl(journal.database());
        dispatcher = dispatcher();
        store("t1", "t2", "t3", "t4", "t5", "t6", "t7");
        baton = sendAndPass(hold(dispatcher, dispatcher.seeds().get(0)));
    }

    @AfterEach
    void close() {
        journal.close();
        pool.close();
    }

    private Dispatcher dispatcher() throws SQLException {
        return new Dispatcher(journal, new DispatchSettings(OptionalInt.of(1), 2,
                Duration.ofMillis(50), Duration.ofMillis(10), 2, Duration.ofMillis(1), false));
    }

    private void store(String... tokens) {
        for (String token : tokens) {
            journal.add(TestEvents.event(token));
        }
    }

    private static Batch hold(Dispatcher dispatcher, String baton) throws Exception {
        Turn turn = dispatcher.take(0, baton, false, null);
        assertThat(turn.outcome()).isEqualTo(Turn.Outcome.HOLDS);
        return turn.batch();
    }

    private String sendAndPass(Batch batch) {
        batch.entries().forEach(entry -> DispatcherContract.send(batch, entry));
        return dispatcher.pass(batch);
    }

    private static List<String> tokens(Batch batch) {
        return batch.entries().stream().map(JournalEntry::token).toList();
    }

    private long dispatched() throws SQLException {
        return journal.database().inTransaction(connection -> {
            try (Statement statement = connection.createStatement(); ResultSet row =
                    statement.executeQuery(
                            "SELECT count(*) FROM sim_event_dispatch WHERE state = 'dispatched'")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Test
    void theMarksAreThereBeforeTheBatonIsPassedOn() throws Exception {
        Batch second = hold(dispatcher, baton);
        assertThat(second.marking()).as("it was read ahead").isNotNull();
        assertThat(tokens(second)).containsExactly("t3", "t4");
        baton = sendAndPass(second);
        assertThat(dispatched()).isEqualTo(2);

        Batch third = hold(dispatcher, baton);
        assertThat(tokens(third)).containsExactly("t5", "t6");
        baton = sendAndPass(third);
        assertThat(dispatched()).isEqualTo(4);

        Batch last = hold(dispatcher, baton);
        assertThat(tokens(last)).containsExactly("t7");
        baton = sendAndPass(last);
        assertThat(dispatched()).isEqualTo(6);

        assertThat(hold(dispatcher, baton).isIdle()).isTrue();
        assertThat(dispatched()).as("nothing waits, so nothing is hurried").isEqualTo(7);
        assertThat(dispatcher.counts().events()).isEqualTo(7);
    }

    /** Who had the baton meanwhile may have noted that the route of t3 fails. */
    @Test
    void whatWasReadAheadIsNotSentWhereSomebodyElseHasReceivedTheBaton() throws Exception {
        Dispatcher other = dispatcher();
        Batch theirs = hold(other, baton);
        theirs.begins(theirs.entries().get(0));
        other.failed(theirs, new IllegalStateException("no customer"));

        Batch mine = hold(dispatcher, baton);
        assertThatThrownBy(() -> sendAndPass(mine)).hasMessageContaining("received once more");
        dispatcher.failed(mine, new IllegalStateException("rolled back"));

        assertThat(tokens(hold(dispatcher, baton))).as("the events of a SIM wait for the one that"
                + " failed, which is tried by itself").containsExactly("t3");
    }

    @Test
    void aLaneThatWasHaltedMeanwhilePassesNothingOn() throws Exception {
        control.halt(0, "somebody saw something");

        Batch second = hold(dispatcher, baton);
        assertThatThrownBy(() -> sendAndPass(second)).isInstanceOf(IllegalStateException.class);
        dispatcher.failed(second, new IllegalStateException("rolled back"));

        assertThat(dispatcher.take(0, baton, true, null).outcome())
                .isEqualTo(Turn.Outcome.PARKED);
        assertThat(dispatched()).isZero();
    }

    @Test
    void aLaneWhoseNumberChangedMeanwhileEndsAfterTheBatchThatWasReadAhead() throws Exception {
        control.change(2);

        Batch second = hold(dispatcher, baton);
        assertThat(tokens(second)).containsExactly("t3", "t4");
        Batch third = hold(dispatcher, sendAndPass(second));

        assertThat(third.entries()).isEmpty();
        assertThat(third.isIdle()).isTrue();
        assertThat(dispatched()).isEqualTo(4);
    }

    @Test
    void anEventWhoseRouteFailsInABatchThatWasReadAheadIsKnown() throws Exception {
        Batch second = hold(dispatcher, baton);
        second.begins(second.entries().get(1));
        dispatcher.failed(second, new IllegalStateException("no customer"));

        assertThat(dispatched()).as("the batch before is not forgotten").isEqualTo(2);
        assertThat(dispatcher.counts().events()).isEqualTo(2);
        assertThat(dispatcher.levels().failing()).isEqualTo(1);
        assertThat(tokens(hold(dispatcher, baton))).containsExactly("t4");
    }

    @Test
    void aJournalThatDoesNotAnswerRollsTheBatchBack() throws Exception {
        Batch second;
        try (var other = pool.getConnection(); var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE kore_lane");
            second = hold(dispatcher, baton);
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            assertThatThrownBy(() -> sendAndPass(second)).hasMessageContaining("did not take");
            dispatcher.failed(second, new IllegalStateException("rolled back"));
            other.rollback();
        }

        assertThat(dispatched()).isZero();
        assertThat(tokens(hold(dispatcher, baton))).containsExactly("t3", "t4");
        assertThat(dispatched()).isEqualTo(2);
    }

    @Test
    void aBatonThatIsDeliveredAgainIsReadWithoutWhatWasReadAhead() throws Exception {
        Batch second = hold(dispatcher, baton);
        sendAndPass(second);

        Turn again = dispatcher.take(0, baton, true, null);

        assertThat(again.batch().marking()).isNull();
        assertThat(tokens(again.batch())).startsWith("t3");
    }
}
