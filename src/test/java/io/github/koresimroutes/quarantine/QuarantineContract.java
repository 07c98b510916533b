package io.github.koresimroutes.quarantine;

import static io.github.koresimroutes.quarantine.QuarantineKind.LIKELY;
import static io.github.koresimroutes.quarantine.QuarantineKind.MALFORMED;
import static io.github.koresimroutes.quarantine.QuarantineKind.REST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.callback.CallbackReader;
import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.CallbackShape;
import io.github.koresimroutes.callback.CallbackVerifier;
import io.github.koresimroutes.callback.DateWindow;
import io.github.koresimroutes.callback.Refusal;
import io.github.koresimroutes.callback.Secret;
import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.callback.TestEndpoints;
import io.github.koresimroutes.callback.TestSecrets;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.EventState;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.quarantine.QuarantineRelease.Outcome;
import io.github.koresimroutes.quarantine.QuarantineSettings.Budget;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the quarantine promises on every database. */
@Timeout(120)
abstract class QuarantineContract {

    private static final Budget LARGE = new Budget(1000, 1_000_000);
    private static final Budget OFF = new Budget(0, 1_000_000);
    private static final String SECRET = "right";

    @TempDir
    Path folder;

    private HikariDataSource pool;
    private EventJournal journal;
    private QuarantineArchive archive;
    private Quarantine quarantine;

    abstract HikariDataSource newPool();

    @BeforeEach
    void open() {
        pool = newPool();
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 1000, 100), pool);
        archive = new QuarantineArchive(journal.database());
        start(LARGE, LARGE, LARGE);
    }

    @AfterEach
    void close() {
        quarantine.close();
        journal.close();
        pool.close();
    }

    private void start(Budget likely, Budget malformed, Budget rest) {
        start(likely, malformed, rest, account -> true);
    }

    private void start(Budget likely, Budget malformed, Budget rest, Predicate<String> known) {
        if (quarantine != null) {
            quarantine.close();
        }
        quarantine = new Quarantine(journal.database(), new QuarantineSettings(
                Map.of(LIKELY, likely, MALFORMED, malformed, REST, rest), Duration.ofDays(14)),
                new CallbackShape(known), 2);
        quarantine.start();
    }

    @Test
    void aLikelyOneIsOnDiskAsItCameWhenTheCallReturns() throws SQLException {
        CallbackRequest request = new CallbackRequest(
                "north", "POST", List.of(TestCallbacks.FORM),
                List.of("0a".repeat(32)), List.of("t1", "t\u00002"), List.of(), "a=\ud800",
                TestCallbacks.signed(SECRET, 1).body(), TestCallbacks.RECEIVED);

        quarantine.keep(request, Refusal.TOKEN_REPEATED);

        assertThat(archive.levels()).isEqualTo(Map.of(LIKELY, 1L, MALFORMED, 0L, REST, 0L));
        RefusedCallback kept = archive.newest(null, 9).get(0).callback();
        assertThat(kept.kind()).isEqualTo(LIKELY);
        assertThat(kept.refusal()).isEqualTo(Refusal.TOKEN_REPEATED);
        assertThat(kept.request()).usingRecursiveComparison().isEqualTo(new CallbackRequest(
                "north", "POST", List.of(TestCallbacks.FORM), List.of("0a".repeat(32)),
                List.of("t1", "t\ufffd2"), List.of(), "a=?", request.body(),
                TestCallbacks.RECEIVED));
    }

    /** Or the time to the answer would tell a stranger which accounts are known. */
    @Test
    void oneOfAnUnknownAccountIsWaitedForAsWell() throws SQLException {
        start(LARGE, LARGE, LARGE, account -> false);

        quarantine.keep(TestCallbacks.signed("wrong", 1), Refusal.SIGNATURE_WRONG);

        assertThat(archive.levels()).containsEntry(REST, 1L);
    }

    @Test
    void aFloodOfOtherKindsPushesNoLikelyOneOut() throws SQLException {
        start(LARGE, new Budget(5, 1_000_000), new Budget(10, 1_000_000));
        quarantine.keep(TestCallbacks.signed("wrong", 1), Refusal.SIGNATURE_WRONG);

        for (int i = 0; i < 200; i++) {
            quarantine.keep(TestCallbacks.rubbish("rubbish=" + i), Refusal.SIGNATURE_WRONG);
            quarantine.keep(TestCallbacks.signed(SECRET, "a=1&a=" + i, null),
                    Refusal.FORM_REPEATED);
        }
        quarantine.keep(TestCallbacks.signed("wrong", 2), Refusal.SIGNATURE_WRONG);
        quarantine.close();

        assertThat(archive.levels()).isEqualTo(Map.of(LIKELY, 2L, MALFORMED, 5L, REST, 10L));
        assertThat(quarantine.counts().droppedOf(REST)).isPositive();
        assertThat(quarantine.counts().droppedOf(LIKELY)).isZero();
        assertThat(quarantine.counts().evictedOf(LIKELY)).isZero();
    }

    @Test
    void theOldestOfTheSameKindMakeRoomByCount() throws SQLException {
        start(new Budget(3, 1_000_000), LARGE, LARGE);

        for (int i = 1; i <= 5; i++) {
            quarantine.keep(TestCallbacks.signed("wrong", i), Refusal.SIGNATURE_WRONG);
        }

        assertThat(archive.newest(LIKELY, 9)).extracting(
                one -> one.callback().request().tokens().get(0))
                .containsExactly("RQ5", "RQ4", "RQ3");
        assertThat(quarantine.counts().evictedOf(LIKELY)).isEqualTo(2);
    }

    @Test
    void theOldestOfTheSameKindMakeRoomByBytes() throws SQLException {
        start(LARGE, LARGE, new Budget(1000, 50_000));

        for (int i = 0; i < 30; i++) {
            quarantine.keep(TestCallbacks.rubbish("x".repeat(9_000 + i)), Refusal.FORM_SIZE);
            quarantine.keep(TestCallbacks.rubbish("x".repeat(9_000 + i)),
                    Refusal.SIGNATURE_WRONG);
        }
        quarantine.keep(TestCallbacks.rubbish("x".repeat(60_000)), Refusal.SIGNATURE_WRONG);
        quarantine.close();

        assertThat(archive.levels()).containsEntry(REST, 5L).containsEntry(MALFORMED, 30L);
        assertThat(archive.newest(REST, 1).get(0).callback().request().body()).hasSize(9_029);
        assertThat(quarantine.counts().droppedOf(REST)).isEqualTo(1);
    }

    @Test
    void whatIsTooOldIsRemoved() throws SQLException {
        quarantine.keep(TestCallbacks.signed("wrong", 1), Refusal.SIGNATURE_WRONG);
        quarantine.keep(TestCallbacks.signed("wrong", 2), Refusal.SIGNATURE_WRONG);
        execute("UPDATE kore_quarantine SET kept_at = kept_at - 14 * 86400000 - 1 WHERE id = 1");

        start(LARGE, LARGE, LARGE);

        await().untilAsserted(() -> assertThat(archive.newest(null, 9))
                .extracting(QuarantineRecord::id).containsExactly(2L));
    }

    @Test
    void aKindThatIsSwitchedOffIsNotKept() throws SQLException {
        start(LARGE, LARGE, OFF);

        quarantine.keep(TestCallbacks.rubbish("a=1"), Refusal.SIGNATURE_WRONG);
        quarantine.close();

        assertThat(archive.levels()).containsEntry(REST, 0L);
        assertThat(quarantine.counts().droppedOf(REST)).isZero();
        assertThat(quarantine.counts().evictedOf(REST)).isZero();
    }

    @Test
    void withoutItsDatabaseItDropsAndCountsAndHoldsUpNobodyForLong() {
        pool.close();
        long began = System.nanoTime();

        for (int i = 0; i < 20; i++) {
            quarantine.keep(TestCallbacks.rubbish("a=" + i), Refusal.SIGNATURE_WRONG);
        }
        quarantine.keep(TestCallbacks.signed("wrong", 1), Refusal.SIGNATURE_WRONG);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        await().untilAsserted(() -> {
            assertThat(quarantine.counts().droppedOf(REST)).isEqualTo(20);
            assertThat(quarantine.counts().droppedOf(LIKELY)).isEqualTo(1);
        });
    }

    @Test
    void callbacksAreAcceptedDuringAFloodOfRefusedOnes() throws Exception {
        start(new Budget(500, 1_000_000), LARGE, new Budget(50, 200_000));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        for (int i = 0; i < 4; i++) {
            int from = i * 1_000_000;
            threads.submit(() -> {
                for (int n = from; System.nanoTime() < end; n++) {
                    quarantine.keep(TestCallbacks.signed("wrong", n), Refusal.SIGNATURE_WRONG);
                    quarantine.keep(TestCallbacks.rubbish("x".repeat(4_000)),
                            Refusal.SIGNATURE_WRONG);
                }
            });
        }
        int accepted = 0;
        long longest = 0;
        for (int n = 0; System.nanoTime() < end; n++) {
            SimEvent event = event(TestCallbacks.signed(SECRET, n));
            long began = System.nanoTime();
            assertThat(journal.add(event)).isTrue();
            longest = Math.max(longest, System.nanoTime() - began);
            accepted++;
        }
        threads.shutdown();

        assertThat(accepted).isGreaterThan(20);
        assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofMillis(2_000));
        quarantine.close();
        assertThat(archive.levels().get(LIKELY)).isBetween(1L, 500L);
        assertThat(archive.levels().get(REST)).isBetween(1L, 50L);
    }

    @Test
    void ofTwoWhoReleaseAtOnceEachIsReleasedByOne() throws Exception {
        for (int i = 1; i <= 30; i++) {
            // Without a token nothing but the row itself tells that it was released.
            quarantine.keep(TestCallbacks.signed(SECRET, "a=" + i, null),
                    Refusal.SIGNATURE_WRONG);
        }
        await().until(() -> archive.levels().get(REST) == 30);
        List<QuarantineRecord> kept = archive.after(0, null, 100);
        QuarantineRelease release = new QuarantineRelease(journal.database());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<List<Outcome>>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(threads.submit(() -> {
                List<Outcome> outcomes = new ArrayList<>();
                for (QuarantineRecord one : kept) {
                    outcomes.addAll(release.release(Map.of(one.id(), event(one))).values());
                }
                return outcomes;
            }));
        }
        List<Outcome> outcomes = new ArrayList<>(both.get(0).get());
        outcomes.addAll(both.get(1).get());
        threads.shutdown();

        assertThat(outcomes).filteredOn(one -> one == Outcome.RELEASED).hasSize(30);
        assertThat(outcomes).filteredOn(one -> one == Outcome.GONE).hasSize(30);
        assertThat(journal.levels().events()).containsEntry(EventState.RECEIVED, 30L);
        assertThat(archive.levels()).containsEntry(REST, 0L);
    }

    @Test
    void whatKoreSentAgainMeanwhileIsADuplicateAndLeavesTheQuarantine() throws Exception {
        quarantine.keep(TestCallbacks.signed(SECRET, 1), Refusal.SIGNATURE_WRONG);
        QuarantineRecord kept = archive.newest(null, 1).get(0);
        journal.add(event(kept));
        Map<Long, SimEvent> events = new LinkedHashMap<>();
        events.put(kept.id(), event(kept));

        assertThat(new QuarantineRelease(journal.database()).release(events))
                .containsEntry(kept.id(), Outcome.DUPLICATE);

        assertThat(journal.levels().events()).containsEntry(EventState.RECEIVED, 1L);
        assertThat(archive.newest(null, 1)).isEmpty();
    }

    @Test
    void oneIsDroppedOrAllOfAKind() throws SQLException {
        for (int i = 1; i <= 3; i++) {
            quarantine.keep(TestCallbacks.signed("wrong", i), Refusal.SIGNATURE_WRONG);
        }

        assertThat(archive.drop(2)).isTrue();
        assertThat(archive.drop(2)).isFalse();
        assertThat(archive.drop(REST, 10)).isZero();
        assertThat(archive.drop(LIKELY, 1)).isEqualTo(1);
        assertThat(archive.newest(null, 9)).extracting(QuarantineRecord::id).containsExactly(3L);
    }

    private static SimEvent event(QuarantineRecord kept) throws Exception {
        return event(kept.callback().request());
    }

    private static SimEvent event(CallbackRequest request) throws Exception {
        DateWindow anyDate = new DateWindow(DateWindow.Mode.OFF, Duration.ZERO);
        return new CallbackReader(Set.of(), anyDate).read(new CallbackVerifier(
                TestEndpoints.of(TestCallbacks.URL),
                TestSecrets.of(List.of(Secret.of("current", SECRET)))).verify(request));
    }

    private void execute(String sql) throws SQLException {
        journal.database().inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }
}
