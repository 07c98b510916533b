package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.EventState.DISCARDED;
import static io.github.koresimroutes.journal.EventState.DISPATCHED;
import static io.github.koresimroutes.journal.EventState.FAILED;
import static io.github.koresimroutes.journal.EventState.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.callback.EventFlag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds on every database for looking at events and for sending them again. */
@Timeout(120)
abstract class EventReplayContract {

    private static final Set<EventState> SET_ASIDE = Set.of(FAILED, DISCARDED);

    @TempDir
    Path folder;

    private HikariDataSource pool;
    private HikariDataSource commandPool;
    private EventJournal journal;
    private EventArchive archive;
    private EventReplay replay;

    abstract String freshUrl();

    abstract HikariDataSource pool(String url);

    @BeforeEach
    void openJournal() {
        String url = freshUrl();
        pool = pool(url);
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 100, 10), pool);
        commandPool = pool(url);
        JournalDatabase database = ExistingJournal.open(commandPool).database();
        archive = new EventArchive(database);
        replay = new EventReplay(database);
    }

    @AfterEach
    void closeJournal() {
        journal.close();
        commandPool.close();
        pool.close();
    }

    @Test
    void theNewestOfAStateAreListedAndAllAreCounted() throws SQLException {
        long first = add("HS1", "t1");
        long second = add("HS2", "t2");
        long third = add("HS1", "t3");
        add("HS1", "t4");
        for (long id : List.of(first, second, third)) {
            fail(id, 1, "no customer");
        }

        assertThat(archive.list(new EventFilter(FAILED, null), 2))
                .extracting(EventSummary::id).containsExactly(third, second);
        assertThat(archive.list(new EventFilter(FAILED, "HS1"), 9))
                .extracting(EventSummary::id).containsExactly(third, first);
        assertThat(archive.count(new EventFilter(FAILED, null))).isEqualTo(3);
        assertThat(archive.count(new EventFilter(FAILED, "HS1"))).isEqualTo(2);
        assertThat(archive.list(new EventFilter(FAILED, "HS2"), 9).get(0)).isEqualTo(
                new EventSummary(second, FAILED, TestEvents.RECEIVED, "HS2", "active", 1,
                        "no customer", "0123456789ab"));
    }

    @Test
    void oneEventIsShownWhole() throws SQLException {
        long id = add("HS1", "t1");
        mark(new Sent(id, 1));
        execute("UPDATE sim_event_dispatch SET retry_at = 1234, last_error = 'e' WHERE event_id = "
                + id);

        EventRecord record = archive.find(id).orElseThrow();

        assertThat(record.state()).isEqualTo(DISPATCHED);
        assertThat(record.attempts()).isEqualTo(1);
        assertThat(record.dispatchedAt()).isAfter(Instant.EPOCH);
        assertThat(record.retryAt()).isEqualTo(Instant.ofEpochMilli(1234));
        assertThat(record.error()).isEqualTo("e");
        assertThat(record.secretLabel()).isEqualTo("current");
        assertThat(record.entry().body())
                .isEqualTo("Token=t1".getBytes(StandardCharsets.UTF_8));
        assertThat(record.entry().flags()).containsExactly(EventFlag.DATE_ODD);
        assertThat(record.entry().sendNumber()).isEqualTo(1);
        assertThat(archive.find(id + 1)).isEmpty();
    }

    @Test
    void whatWasSetAsideWaitsAgainWithTheNextNumberAndKeepsItsReason() throws SQLException {
        long failed = add("HS1", "t1");
        long discarded = add("HS2", "t2");
        long dispatched = add("HS3", "t3");
        long waiting = add("HS4", "t4");
        fail(failed, 1, "no customer");
        execute("UPDATE sim_event_dispatch SET retry_at = 5 WHERE event_id = " + failed);
        discard(discarded);
        mark(new Sent(dispatched, 1));

        assertThat(replay.sendAgain(
                List.of(failed, discarded, dispatched, waiting, 999L), SET_ASIDE))
                .containsExactly(failed, discarded);

        EventRecord again = archive.find(failed).orElseThrow();
        assertThat(again.state()).isEqualTo(RECEIVED);
        assertThat(again.entry().sendNumber()).isEqualTo(2);
        assertThat(again.attempts()).isZero();
        assertThat(again.retryAt()).isNull();
        assertThat(again.error()).isEqualTo("no customer");
        assertThat(waiting()).extracting(JournalEntry::sent).containsExactly(
                        new Sent(failed, 2), new Sent(discarded, 2), new Sent(waiting, 1));
        assertThat(archive.find(dispatched).orElseThrow().state()).isEqualTo(DISPATCHED);
    }

    @Test
    void whatIsDoneWithSaysWhenUntilItWaitsAgain() throws SQLException {
        long failed = add("HS1", "t1");
        long discarded = add("HS2", "t2");
        long dispatched = add("HS3", "t3");
        List<Long> all = List.of(failed, discarded, dispatched);
        fail(failed, 1, "no customer");
        discard(discarded);
        mark(new Sent(dispatched, 1));

        assertThat(archive.find(failed).orElseThrow().dispatchedAt()).isNull();
        assertThat(archive.find(discarded).orElseThrow().state()).isEqualTo(DISCARDED);
        for (long id : List.of(discarded, dispatched)) {
            assertThat(archive.find(id).orElseThrow().dispatchedAt())
                    .isCloseTo(Instant.now(), within(1, ChronoUnit.HOURS));
        }
        assertThat(replay.sendAgain(all, Set.of(FAILED, DISCARDED, DISPATCHED))).hasSize(3);
        for (long id : all) {
            assertThat(archive.find(id).orElseThrow().dispatchedAt()).isNull();
            assertThat(archive.find(id).orElseThrow().routeSet()).isNull();
        }
    }

    /** The baton that set it aside, or sent it, may come once more after the replay. */
    @Test
    void aLateMarkOfAnEarlierSendingDoesNotTouchAReplayedEvent() throws SQLException {
        long failed = add("HS1", "t1");
        long dispatched = add("HS2", "t2");
        fail(failed, 1, "no customer");
        mark(new Sent(dispatched, 1));
        replay.sendAgain(List.of(failed, dispatched), Set.of(FAILED, DISPATCHED));

        fail(failed, 1, "late");
        mark(new Sent(dispatched, 1), new Sent(failed, 1));

        for (long id : List.of(failed, dispatched)) {
            EventRecord record = archive.find(id).orElseThrow();
            assertThat(record.state()).isEqualTo(RECEIVED);
            assertThat(record.attempts()).isZero();
            assertThat(record.error()).isNotEqualTo("late");
        }
        mark(new Sent(failed, 2));
        assertThat(archive.find(failed).orElseThrow().state()).isEqualTo(DISPATCHED);
    }

    @Test
    void whoeverReplaysSecondChangesNothing() throws SQLException {
        long id = add("HS1", "t1");
        fail(id, 1, "no customer");

        assertThat(replay.sendAgain(List.of(id), SET_ASIDE)).containsExactly(id);
        assertThat(replay.sendAgain(List.of(id), SET_ASIDE)).isEmpty();
        assertThat(archive.find(id).orElseThrow().entry().sendNumber()).isEqualTo(2);
    }

    @Test
    void anEventIsOvertakenByALaterOneOfItsSimThatIsOnItsQueue() throws SQLException {
        long earlier = add("HS1", "t0");
        long overtaken = add("HS1", "t1");
        long other = add("HS2", "t2");
        long noSim = add(null, "t3");
        long later = add("HS1", "t4");
        long waiting = add("HS2", "t5");
        for (long id : List.of(overtaken, other, noSim)) {
            fail(id, 1, "no customer");
        }
        mark(new Sent(earlier, 1), new Sent(later, 1));

        assertThat(replay.candidates(List.of(other, overtaken, noSim, waiting, 999L)))
                .containsExactly(
                        new ReplayCandidate(overtaken, FAILED, "HS1", later),
                        new ReplayCandidate(other, FAILED, "HS2", null),
                        new ReplayCandidate(noSim, FAILED, null, null),
                        new ReplayCandidate(waiting, RECEIVED, "HS2", null));
    }

    @Test
    void manyAreReadInSlicesInTheOrderOfTheirIds() throws SQLException {
        long[] ids = LongStream.range(0, 5).map(i -> add("HS" + i % 2, "t" + i)).toArray();
        for (long id : ids) {
            fail(id, 1, "no customer");
        }
        EventFilter all = new EventFilter(FAILED, null);

        assertThat(replay.candidates(all, 0, 2)).extracting(ReplayCandidate::id)
                .containsExactly(ids[0], ids[1]);
        assertThat(replay.candidates(all, ids[1], 2)).extracting(ReplayCandidate::id)
                .containsExactly(ids[2], ids[3]);
        assertThat(replay.candidates(new EventFilter(FAILED, "HS1"), 0, 9))
                .extracting(ReplayCandidate::id).containsExactly(ids[1], ids[3]);
        assertThat(replay.candidates(all, ids[4], 2)).isEmpty();
        assertThat(replay.candidates(List.of())).isEmpty();
    }

    private long add(String simSid, String token) {
        journal.add(TestEvents.event(simSid, token, "Token=" + token, "text/plain",
                Set.of(EventFlag.DATE_ODD)));
        try {
            return waiting().stream().filter(entry -> entry.token().equals(token))
                    .findFirst().orElseThrow().id();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<JournalEntry> waiting() throws SQLException {
        return journal.database().inTransaction(c -> journal.waiting(c, 0, 1, 99));
    }

    private void fail(long id, int sendNumber, String error) throws SQLException {
        journal.database().inTransaction(connection -> {
            Sent sent = new Sent(id, sendNumber);
            journal.markTried(connection, sent, true, error, Duration.ofHours(1));
            journal.markFailed(connection, List.of(sent), "0123456789ab");
            return null;
        });
    }

    private void discard(long id) throws SQLException {
        journal.database().inTransaction(connection -> {
            journal.markDiscarded(connection, List.of(new Sent(id, 1)), "0123456789ab");
            return null;
        });
    }

    private void mark(Sent... sent) throws SQLException {
        journal.database().inTransaction(connection -> {
            journal.markDispatched(connection, List.of(sent), "0123456789ab");
            return null;
        });
    }

    private void execute(String sql) throws SQLException {
        journal.database().inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    private long number(String sql) throws SQLException {
        return journal.database().reading(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
