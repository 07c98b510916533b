package io.github.koresimroutes.journal;

import static io.github.koresimroutes.journal.TestEvents.event;
import static io.github.koresimroutes.journal.TestEvents.oversized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.callback.SimEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the journal promises on every database. */
@Timeout(120)
abstract class EventJournalContract {

    static final JournalSettings SETTINGS =
            new JournalSettings(true, Duration.ofSeconds(20), 10_000, 200);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path folder;

    String url;
    HikariDataSource pool;
    FaultyDataSource faulty;
    EventJournal journal;

    abstract String freshUrl();

    abstract HikariDataSource pool(String url);

    /** Keeps every other connection from storing events, until the connection is closed. */
    abstract Connection lockOut() throws SQLException;

    @BeforeEach
    void openJournal() {
        url = freshUrl();
        pool = pool(url);
        faulty = new FaultyDataSource(pool);
        journal = EventJournal.open(SETTINGS, faulty);
    }

    @AfterEach
    void closeJournal() {
        faulty.open();
        journal.close();
        pool.close();
        threads.shutdownNow();
    }

    @Test
    void anEventIsNewOnceAndADuplicateEverAfter() throws SQLException {
        assertThat(journal.add(event("t1"))).isTrue();
        assertThat(journal.add(event("t1"))).isFalse();
        assertThat(journal.add(event("t1"))).isFalse();

        assertThat(tokens()).containsExactly("t1");
    }

    @Test
    void whatIsReadBackIsWhatWasStored() throws SQLException {
        SimEvent event = TestEvents.event("HS9", "t1", "SimStatus=new\u00e9",
                "text/plain", Set.of(EventFlag.DATE_ODD));

        journal.add(event);

        JournalEntry entry = waiting().get(0);
        assertThat(entry.id()).isPositive();
        assertThat(entry.sendNumber()).isEqualTo(1);
        assertThat(entry.kind()).isEqualTo(EventKind.SIM_STATUS);
        assertThat(entry.account()).isEqualTo("AC1");
        assertThat(entry.token()).isEqualTo("t1");
        assertThat(entry.flags()).containsExactly(EventFlag.DATE_ODD);
        assertThat(entry.simSid()).isEqualTo("HS9");
        assertThat(entry.simStatus()).isEqualTo("active");
        assertThat(entry.eventTime()).isEqualTo(Instant.parse("2026-03-01T09:59:59Z"));
        assertThat(entry.receivedAt()).isEqualTo(TestEvents.RECEIVED);
        assertThat(entry.contentType()).isEqualTo("text/plain");
        assertThat(entry.body()).isEqualTo("SimStatus=new\u00e9".getBytes(StandardCharsets.UTF_8));
        assertThat(entry.unsignedParameters()).isEqualTo(Map.of("note", "a \"b\"\u0000"));
    }

    @Test
    void anEventWithNothingButItsKeyIsStored() throws SQLException {
        SimEvent bare = new SimEvent(EventKind.JSON, "", "t1", Set.of(), null, null, null,
                TestEvents.RECEIVED, "application/json", new byte[0], new byte[32], null,
                Map.of());

        assertThat(journal.add(bare)).isTrue();

        JournalEntry entry = waiting().get(0);
        assertThat(entry.eventTime()).isNull();
        assertThat(entry.simSid()).isNull();
        assertThat(entry.body()).isEmpty();
        assertThat(entry.unsignedParameters()).isEmpty();
    }

    @Test
    void anEventIsNotLostForANulOrForALongStatus() throws SQLException {
        String status = "x".repeat(5000);
        SimEvent odd = new SimEvent(EventKind.SIM_STATUS, "AC1", "t1", Set.of(), "HS\u0000",
                status, null, TestEvents.RECEIVED, "text/plain", new byte[] {0}, new byte[32],
                null, Map.of());

        journal.add(odd);

        assertThat(waiting().get(0).simSid()).isEqualTo("HS\uFFFD");
        assertThat(waiting().get(0).simStatus()).isEqualTo(status);
    }

    @Test
    void theSameTokenWithAnotherBodyIsAnEventOfItsOwnAndFlagged() throws SQLException {
        SimEvent forged = TestEvents.event("HS1", "t1", "SimStatus=inactive", "text/plain",
                Set.of(EventFlag.DATE_MISSING));

        assertThat(journal.add(event("t1"))).isTrue();
        assertThat(journal.add(forged)).isTrue();
        assertThat(journal.add(forged)).isFalse();

        assertThat(waiting()).extracting(JournalEntry::flags).containsExactly(
                Set.of(), Set.of(EventFlag.TOKEN_REUSED, EventFlag.DATE_MISSING));
    }

    @Test
    void tokensThatDifferInBlanksAreDifferent() throws SQLException {
        journal.add(event("token", "a=b"));
        journal.add(event("token ", "a=b"));

        assertThat(tokens()).containsExactly("token", "token ");
        assertThat(waiting()).allMatch(entry -> entry.flags().isEmpty());
        assertThat(number("SELECT COUNT(*) FROM sim_event WHERE token = 'token'")).isOne();
    }

    @Test
    void tokensThatDifferInCaseAreDifferent() throws SQLException {
        journal.add(event("token", "a=b"));
        journal.add(event("TOKEN", "a=b"));

        assertThat(tokens()).containsExactly("token", "TOKEN");
        assertThat(waiting()).allMatch(entry -> entry.flags().isEmpty());
    }

    @Test
    void ofAHundredThreadsWithOneTokenExactlyOneIsNew() throws Exception {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(() -> journal.add(event("t1")));
        }

        assertThat(results(calls)).hasSize(100).containsOnlyOnce(true);
        assertThat(tokens()).containsExactly("t1");
    }

    @Test
    void manyEventsFromManyThreadsAreEachStoredOnceInFewCommits() throws Exception {
        int before = faulty.commits();
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int thread = 0; thread < 64; thread++) {
            int first = thread;
            calls.add(() -> {
                boolean allNew = true;
                for (int i = first; i < 5000; i += 64) {
                    allNew &= journal.add(event("t" + i));
                }
                return allNew;
            });
        }

        assertThat(results(calls)).hasSize(64).containsOnly(true);
        assertThat(tokens()).hasSize(5000).doesNotHaveDuplicates();
        assertThat(faulty.commits() - before).isLessThan(2500);
    }

    @Test
    void anEventThatWasAnsweredBeforeAnotherOneCameHasTheSmallerId() throws Exception {
        AtomicInteger clock = new AtomicInteger();
        Map<String, int[]> spans = new ConcurrentHashMap<>();
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int number = thread;
            calls.add(() -> {
                for (int i = 0; i < 25; i++) {
                    String token = number + "-" + i;
                    int start = clock.incrementAndGet();
                    journal.add(event(token));
                    spans.put(token, new int[] {start, clock.incrementAndGet()});
                }
                return true;
            });
        }
        results(calls);

        List<JournalEntry> entries = waiting();
        assertThat(entries).hasSize(200).isSortedAccordingTo(
                (a, b) -> Long.compare(a.id(), b.id()));
        for (int later = 0; later < entries.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                int laterAnswered = spans.get(entries.get(later).token())[1];
                int earlierCame = spans.get(entries.get(earlier).token())[0];
                assertThat(laterAnswered).isGreaterThan(earlierCame);
            }
        }
    }

    @Test
    void aRowThatDoesNotFitFailsAloneAndItsNeighboursAreStored() throws Exception {
        faulty.shut();
        Future<Boolean> blocker = addAndHang("first");
        List<Future<Boolean>> neighbours = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String token = "t" + i;
            neighbours.add(threads.submit(() -> journal.add(event(token))));
        }
        Future<Boolean> bad = threads.submit(() -> journal.add(oversized("bad")));
        Future<Boolean> broken = threads.submit(() -> journal.add(new SimEvent(
                EventKind.JSON, "AC1", "broken", Set.of(), null, null, null, null, "text/plain",
                new byte[0], new byte[32], null, Map.of())));
        await().until(() -> journal.queued() == 7);
        faulty.open();

        assertThat(blocker.get()).isTrue();
        for (Future<Boolean> neighbour : neighbours) {
            assertThat(neighbour.get()).isTrue();
        }
        for (Future<Boolean> one : List.of(bad, broken)) {
            assertThatThrownBy(one::get).cause().isInstanceOf(JournalUnavailableException.class)
                    .hasMessageContaining("does not fit").hasNoCause();
        }
        assertThat(tokens()).hasSize(6).doesNotContain("bad", "broken");
    }

    @Test
    void oneMoreThanTheQueueHoldsIsRefusedAtOnceAndTheOthersAreStored() throws Exception {
        reopen(new JournalSettings(true, Duration.ofSeconds(60), 3, 200));
        faulty.shut();
        List<Future<Boolean>> held = new ArrayList<>();
        held.add(addAndHang("taken"));
        for (int i = 0; i < 3; i++) {
            String token = "t" + i;
            held.add(threads.submit(() -> journal.add(event(token))));
        }
        await().until(() -> journal.queued() == 3);

        // The gate is still shut: this returns only because it does not wait.
        assertThatThrownBy(() -> journal.add(event("one more")))
                .isInstanceOf(JournalUnavailableException.class).hasMessageContaining("Too many");

        faulty.open();
        for (Future<Boolean> one : held) {
            assertThat(one.get()).isTrue();
        }
    }

    @Test
    void atItsDeadlineACallerIsRefusedAndItsEntryLeavesTheQueue() throws Exception {
        reopen(new JournalSettings(true, Duration.ofMillis(300), 100, 1));
        faulty.shut();
        Throwable taken = catchThrowable(() -> journal.add(event("taken")));
        Throwable queued = catchThrowable(() -> journal.add(event("queued")));

        assertThat(taken).isInstanceOf(JournalUnavailableException.class);
        assertThat(queued).isInstanceOf(JournalUnavailableException.class);
        assertThat(journal.queued()).isZero();
        faulty.open();
        reopen(SETTINGS);
        assertThat(journal.add(event("queued"))).isTrue();
    }

    @Test
    void aWriterThatWaitsForALockRefusesItsCallersAndGoesOnAfterwards() throws Exception {
        reopen(new JournalSettings(true, Duration.ofMillis(300), 100, 200));
        try (Connection lock = lockOut()) {
            assertThatThrownBy(() -> journal.add(event("t1")))
                    .isInstanceOf(JournalUnavailableException.class);
            lock.rollback();
        }

        await().ignoreExceptions().until(() -> {
            journal.add(event("t2"));
            return true;
        });
        assertThat(tokens()).contains("t2");
    }

    @Test
    void anInterruptedCallerIsRefusedAndStaysInterrupted() throws Exception {
        faulty.shut();
        addAndHang("taken");
        CountDownLatch done = new CountDownLatch(1);
        boolean[] interrupted = new boolean[1];
        Throwable[] thrown = new Throwable[1];
        Thread caller = new Thread(() -> {
            thrown[0] = catchThrowable(() -> journal.add(event("t1")));
            interrupted[0] = Thread.currentThread().isInterrupted();
            done.countDown();
        });
        caller.start();
        await().until(() -> journal.queued() == 1);
        caller.interrupt();
        done.await();

        assertThat(thrown[0]).isInstanceOf(JournalUnavailableException.class);
        assertThat(interrupted[0]).isTrue();
        assertThat(journal.queued()).isZero();
    }

    @Test
    void aCommitInDoubtIsTriedOnceMoreAndTheEventIsThereOnce() throws SQLException {
        faulty.failCommits(1, true, new SQLException("lost", "08006"));
        AtomicInteger told = new AtomicInteger();
        journal.onStored(told::incrementAndGet);

        journal.add(event("t1"));

        assertThat(tokens()).containsExactly("t1");
        await().untilAsserted(() -> assertThat(told).hasValue(1));
    }

    @Test
    void aDatabaseThatFailsTwiceRefusesTheEventAndTakesTheNext() throws SQLException {
        faulty.failCommits(2, false, new SQLException("lost", "08006"));

        assertThatThrownBy(() -> journal.add(event("t1")))
                .isInstanceOf(JournalUnavailableException.class).hasMessageContaining("08006");
        assertThat(journal.add(event("t2"))).isTrue();
        assertThat(tokens()).containsExactly("t2");
    }

    @Test
    void aRolledBackConflictIsTriedUntilItSucceeds() throws SQLException {
        SQLException conflict = journal.database().dialect() == Dialect.SQLITE
                ? new SQLException("busy", null, 5) : new SQLException("deadlock", "40P01");
        faulty.failCommits(5, false, conflict);

        assertThat(journal.add(event("t1"))).isTrue();
        assertThat(tokens()).containsExactly("t1");
    }

    @Test
    void listenersHearOfNewEventsOnlyAndTheirErrorsDoNoHarm() {
        AtomicInteger told = new AtomicInteger();
        journal.onStored(() -> {
            throw new IllegalStateException("a listener's own trouble");
        });
        journal.onStored(told::incrementAndGet);

        assertThat(journal.add(event("t1"))).isTrue();
        assertThat(journal.add(event("t1"))).isFalse();
        assertThat(journal.add(event("t2"))).isTrue();

        await().untilAsserted(() -> assertThat(told).hasValue(2));
    }

    @Test
    void closingStoresWhatIsQueued() throws Exception {
        faulty.shut();
        Future<Boolean> taken = addAndHang("taken");
        Future<Boolean> queued = threads.submit(() -> journal.add(event("queued")));
        await().until(() -> journal.queued() == 1);
        Future<?> closing = threads.submit(journal::close);
        await().until(() -> journal.store(event("early"), System.nanoTime())
                .isCompletedExceptionally());
        faulty.open();

        closing.get();
        assertThat(taken.get()).isTrue();
        assertThat(queued.get()).isTrue();
        assertThatThrownBy(() -> journal.add(event("late")))
                .isInstanceOf(JournalUnavailableException.class).hasMessageContaining("closed");
    }

    @Test
    void closingLeavesNoWaiterEvenIfTheDatabaseNeverAnswers() throws Exception {
        reopen(new JournalSettings(true, Duration.ofSeconds(1), 100, 1));
        faulty.shut();
        List<Future<Boolean>> waiters = new ArrayList<>();
        waiters.add(addAndHang("taken"));
        for (int i = 0; i < 3; i++) {
            String token = "t" + i;
            waiters.add(threads.submit(() -> journal.add(event(token))));
        }

        journal.close();

        for (Future<Boolean> waiter : waiters) {
            assertThatThrownBy(() -> waiter.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(JournalUnavailableException.class);
        }
        assertThat(journal.queued()).isLessThanOrEqualTo(1);
    }

    @Test
    void lanesShareTheEventsBySimAndEachReadsItsOwnInOrder() throws SQLException {
        for (int i = 0; i < 60; i++) {
            String simSid = "HS" + i % 20;
            journal.add(TestEvents.event(simSid, "t" + i, "a=" + i, "text/plain", Set.of()));
        }

        List<JournalEntry> all = new ArrayList<>();
        Set<String> sims = new HashSet<>();
        for (int lane = 0; lane < 4; lane++) {
            List<JournalEntry> own = waiting(lane, 4, 1000);
            assertThat(own).isSortedAccordingTo((a, b) -> Long.compare(a.id(), b.id()));
            assertThat(own).noneMatch(entry -> sims.contains(entry.simSid()));
            own.forEach(entry -> sims.add(entry.simSid()));
            all.addAll(own);
        }
        assertThat(all).hasSize(60);
        assertThat(waiting(0, 1, 7)).hasSize(7);
    }

    @Test
    void aDispatchedEventWaitsNoMoreAndALateMarkHitsNothing() throws SQLException {
        journal.add(event("t1"));
        journal.add(event("t2"));
        Sent first = waiting().get(0).sent();
        Sent replayed = new Sent(waiting().get(1).id(), 7);

        inTransaction(c -> journal.markDispatched(c, List.of(first, replayed, new Sent(99, 1)), "0123456789ab"));

        assertThat(tokens()).containsExactly("t2");
        assertThat(number("SELECT dispatched_at FROM sim_event_dispatch WHERE event_id = "
                + first.id()))
                .isCloseTo(System.currentTimeMillis(), within(600_000L));
        assertThat(number("SELECT attempts FROM sim_event_dispatch WHERE event_id = "
                + first.id())).isOne();
        assertThat(text("SELECT route_set FROM sim_event_log ORDER BY id"))
                .isEqualTo("0123456789ab\nnull\n");
    }

    @Test
    void whoRemovesAnEventRemovesWhatBecameOfItAndTheOtherWayRound() throws SQLException {
        for (int i = 1; i <= 4; i++) {
            journal.add(event("t" + i));
        }
        List<JournalEntry> all = waiting();

        execute("DELETE FROM sim_event WHERE id = " + all.get(0).id());
        execute("DELETE FROM sim_event_dispatch WHERE event_id = " + all.get(2).id());

        assertThat(tokens()).containsExactly("t2", "t4");
        assertThat(number("SELECT COUNT(*) FROM sim_event")).isEqualTo(2);
        assertThat(number("SELECT COUNT(*) FROM sim_event_dispatch")).isEqualTo(2);
    }

    @Test
    void aFailedEventIsSetAsideWithItsReasonAndCounted() throws SQLException {
        journal.add(event("t1"));
        journal.add(event("t2"));

        inTransaction(c -> {
            Sent sent = waitingIn(c).get(0).sent();
            journal.markTried(c, sent, true, "e".repeat(3000), Duration.ofHours(1));
            journal.markFailed(c, List.of(sent), null);
        });

        assertThat(number("SELECT length(last_error) FROM sim_event_log WHERE state = 'failed'"))
                .isEqualTo(2000);
        assertThat(journal.levels().events()).isEqualTo(Map.of(EventState.RECEIVED, 1L,
                EventState.FAILED, 1L, EventState.DISCARDED, 0L));
    }

    @Test
    void thoseThatWaitBecauseTheirRouteFailedAreCounted() throws SQLException {
        journal.add(event("t1"));
        journal.add(event("t2"));
        inTransaction(c -> journal.markTried(
                c, waitingIn(c).get(0).sent(), false, "e", Duration.ofHours(1)));

        assertThat(journal.levels().failing()).isEqualTo(1);
        assertThat(journal.levels().events()).containsEntry(EventState.RECEIVED, 2L);
    }

    @Test
    void workThatThrowsIsRolledBackAndTheConnectionIsAsBefore() throws SQLException {
        assertThatThrownBy(() -> journal.database().inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE kore_journal SET created_at = -1");
            }
            throw new IllegalStateException("stop");
        })).hasMessage("stop");

        assertThat(number("SELECT created_at FROM kore_journal")).isPositive();
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void theJournalKeepsItsIdWhenItIsOpenedAgain() {
        String id = journal.id();
        reopen(SETTINGS);
        assertThat(journal.id()).isEqualTo(id).hasSize(36);
        reopen(new JournalSettings(false, Duration.ofSeconds(20), 100, 10));
        assertThat(journal.id()).isEqualTo(id);
    }

    @Test
    void aJournalThatIsUpToDateIsOpenedWithoutMigration() throws SQLException {
        assumeThat(journal.database().dialect()).as("migrates each file as a whole")
                .isNotEqualTo(Dialect.MARIADB);
        execute("DROP TABLE " + JournalSchema.HISTORY_TABLE);

        reopen(SETTINGS);

        assertThat(journal.add(event("t1"))).isTrue();
    }

    @Test
    void withoutMigrationAMissingSchemaIsNamedWithTheFilesToApply() {
        try (HikariDataSource empty = emptyPool()) {
            JournalSettings settings = new JournalSettings(false, Duration.ofSeconds(5), 100, 10);
            Dialect dialect = journal.database().dialect();

            assertThatThrownBy(() -> EventJournal.open(settings, empty))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("schema is missing")
                    .hasMessageContaining(dialect.isServer() ? dialect.schemaLocation() + "/V"
                            + dialect.schemaVersion() + "__" : "kore.journal.migrate = true");
        }
    }

    @Test
    void aJournalOfTheLastVersionIsUpgradedAndStaysTheSame() throws SQLException {
        assumeThat(journal.database().dialect()).as("has files of the last version")
                .isNotEqualTo(Dialect.MARIADB);
        try (HikariDataSource old = emptyPool()) {
            Flyway.configure().dataSource(old).table(JournalSchema.HISTORY_TABLE).target("5")
                    .locations("classpath:" + journal.database().dialect().schemaLocation())
                    .load().migrate();
            try (Connection connection = old.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO kore_journal (id, created_at, lanes) VALUES"
                        + " ('00000000-0000-0000-0000-000000000001', 7, 4)");
            }

            EventJournal upgraded = EventJournal.open(SETTINGS, old);

            assertThat(upgraded.id()).isEqualTo("00000000-0000-0000-0000-000000000001");
            assertThat(upgraded.add(event("t1"))).isTrue();
            upgraded.close();
            try (Connection connection = old.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT lanes, created_at, schema_version FROM kore_journal")) {
                assertThat(row.next()).isTrue();
                assertThat(List.of(row.getInt(1), row.getInt(2), row.getInt(3)))
                        .containsExactly(4, 7, journal.database().dialect().schemaVersion());
            }
        }
    }

    @Test
    void aSchemaOfAnotherVersionIsRefused() throws SQLException {
        execute("UPDATE kore_journal SET schema_version = 99");

        assertThatThrownBy(() -> EventJournal.open(SETTINGS, faulty))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("version 99");
    }

    @Test
    void tablesOfOthersInTheSameDatabaseAreLeftAlone() throws SQLException {
        try (HikariDataSource shared = emptyPool()) {
            try (Connection connection = shared.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE orders (id INT)");
                statement.execute("INSERT INTO orders VALUES (42)");
            }

            EventJournal.open(SETTINGS, shared).close();
            try (EventJournal again = EventJournal.open(SETTINGS, shared)) {
                assertThat(again.add(event("t1"))).isTrue();
            }
        }
    }

    @Test
    void operatorsReadTimesAsTimesAndNothingOfTheBody() throws SQLException {
        journal.add(event("t1"));
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT * FROM sim_event_log")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString("received_at")).contains("2026-03-01", ":00:00.123");
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                assertThat(row.getMetaData().getColumnName(i)).doesNotContain("body");
            }
        }
    }

    abstract HikariDataSource emptyPool();

    void reopen(JournalSettings settings) {
        journal.close();
        journal = EventJournal.open(settings, faulty);
    }

    /** Behind a shut gate: returns once the writer has taken the event and hangs. */
    Future<Boolean> addAndHang(String token) {
        Future<Boolean> result = threads.submit(() -> journal.add(event(token)));
        await().until(() -> journal.writing() == 1);
        return result;
    }

    List<Boolean> results(List<Callable<Boolean>> calls) throws Exception {
        List<Boolean> results = new ArrayList<>();
        for (Future<Boolean> call : threads.invokeAll(calls)) {
            results.add(call.get());
        }
        return results;
    }

    List<String> tokens() throws SQLException {
        return waiting().stream().map(JournalEntry::token).toList();
    }

    List<JournalEntry> waiting() throws SQLException {
        return waiting(0, 1, 100_000);
    }

    List<JournalEntry> waiting(int lane, int lanes, int limit) throws SQLException {
        return journal.database().inTransaction(c -> journal.waiting(c, lane, lanes, limit));
    }

    private List<JournalEntry> waitingIn(Connection connection) throws SQLException {
        return journal.waiting(connection, 0, 1, 100);
    }

    interface Work {
        void run(Connection connection) throws SQLException;
    }

    void inTransaction(Work work) throws SQLException {
        journal.database().inTransaction(connection -> {
            work.run(connection);
            return null;
        });
    }

    void execute(String sql) throws SQLException {
        inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    long number(String sql) throws SQLException {
        return journal.database().inTransaction(connection -> {
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    String text(String sql) throws SQLException {
        return journal.database().inTransaction(connection -> {
            StringBuilder lines = new StringBuilder();
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    lines.append(row.getString(columns)).append('\n');
                }
            }
            return lines.toString();
        });
    }
}
