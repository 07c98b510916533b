package io.github.koresimroutes.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.EventState;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.journal.TestEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds of several lanes, of a change of their number, and of a repair, on every database. */
@Timeout(120)
abstract class LanesContract {

    @TempDir
    Path folder;

    private HikariDataSource pool;
    private EventJournal journal;
    private LaneControl control;

    abstract HikariDataSource freshPool();

    @BeforeEach
    void open() {
        pool = freshPool();
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 1000, 100), pool);
        control = new LaneControl(journal.database());
    }

    @AfterEach
    void close() {
        journal.close();
        pool.close();
    }

    @Test
    void eachEventIsInOneLaneAndASimsEventsAreInTheSame() throws Exception {
        Dispatcher dispatcher = dispatcher(4);
        for (int i = 0; i < 40; i++) {
            store("HS" + i % 10, "t" + i);
        }

        List<String> all = new ArrayList<>();
        List<String> sims = new ArrayList<>();
        for (Map.Entry<Integer, String> seed : dispatcher.seeds().entrySet()) {
            List<JournalEntry> own = hold(dispatcher, seed.getKey(), seed.getValue()).entries();
            own.forEach(entry -> all.add(entry.token()));
            own.stream().map(JournalEntry::simSid).distinct().forEach(sims::add);
            assertThat(own).extracting(JournalEntry::id).isSorted();
        }

        assertThat(all).hasSize(40).doesNotHaveDuplicates();
        assertThat(sims).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void aSettingThatDiffersFromTheJournalRefusesTheStart() throws Exception {
        dispatcher(2);

        assertThatThrownBy(() -> dispatcher(3)).isInstanceOf(IllegalStateException.class)
                .hasMessage("kore.dispatch.lanes = 3, but the journal has 2. Remove the setting:"
                        + " the journal keeps the number; to change it:"
                        + " kore-sim dispatch lanes 3");
    }

    @Test
    void withoutASettingTheJournalSaysHowManyThereAre() throws Exception {
        dispatcher(2);

        assertThat(new Dispatcher(journal, settings(OptionalInt.empty())).lanes()).hasSize(2);
    }

    @Test
    void aBatonOfALaneThatCameOnAnotherOnesQueueIsParked() throws Exception {
        Dispatcher dispatcher = dispatcher(2);
        String seed = dispatcher.seeds().get(1);

        assertThat(takeTwice(dispatcher, 0, seed)).isEqualTo(Turn.Outcome.PARKED);
        assertThat(control.status().get(0).halted()).contains("queue of lane 0");
        assertThat(control.status().get(1).halted()).isNull();
    }

    // --- Changing their number -------------------------------------------------------------------

    @Test
    void newLanesOpenWhenEachOldOneHasMarkedItsBatchAndGivenBackItsBaton() throws Exception {
        Dispatcher dispatcher = dispatcher(2);
        for (int i = 0; i < 10; i++) {
            store("HS" + i, "t" + i);
        }
        Map<Integer, String> batons = sendAll(dispatcher, dispatcher.seeds());

        control.change(3);

        close(dispatcher, 0, batons.get(0));
        assertThat(dispatcher.seeds()).as("lane 1 is still under way").isEmpty();
        assertThat(journal.levels().events().get(EventState.RECEIVED)).isPositive();
        close(dispatcher, 1, batons.get(1));
        assertThat(journal.levels().events().get(EventState.RECEIVED)).isZero();
        assertThat(control.status()).extracting(LaneStatus::lanes, LaneStatus::epoch)
                .containsOnly(tuple(3, 2L)).hasSize(3);
        assertThat(dispatcher.seeds()).containsOnlyKeys(0, 1, 2);
        dispatcher(3);
    }

    @Test
    void theBatonOfAClosedLaneIsDroppedHoweverOftenItComes() throws Exception {
        Dispatcher dispatcher = dispatcher(1);
        String baton = sendAll(dispatcher, dispatcher.seeds()).get(0);
        control.change(2);
        String last = close(dispatcher, 0, baton);

        assertThat(dispatcher.take(0, last, true, null).outcome()).isEqualTo(Turn.Outcome.SURPLUS);
        assertThat(control.status()).extracting(LaneStatus::halted).containsOnlyNulls();
    }

    @Test
    void anotherBatonOfAClosedLaneIsParkedAndHaltsTheLane() throws Exception {
        Dispatcher dispatcher = dispatcher(1);
        store("HS1", "t1");
        Map<Integer, String> seeds = dispatcher.seeds();
        String baton = sendAll(dispatcher, seeds).get(0);
        String twin = sendAll(dispatcher, seeds).get(0);
        control.change(2);
        close(dispatcher, 0, twin);

        assertThat(takeTwice(dispatcher, 0, baton)).isEqualTo(Turn.Outcome.PARKED);
        assertThat(control.status().get(0).halted()).contains("epoch 1");
    }

    /**
     * A holder that was stopped, and goes on when its baton is another one's, knows that the number
     * of lanes is to change: that must not end the lane while the other one sends.
     */
    @Test
    void whoHoldsABatonOfThePastClosesNoLane() throws Exception {
        Dispatcher dispatcher = dispatcher(1);
        String baton = sendAll(dispatcher, dispatcher.seeds()).get(0);
        hold(dispatcher, 0, baton);
        store("HS1", "t1");
        Batch underWay = hold(dispatcher(1), 0, baton);
        control.change(2);

        Batch ofThePast = hold(dispatcher, 0, baton);

        assertThat(ofThePast.entries()).isEmpty();
        assertThat(dispatcher.seeds()).isEmpty();
        underWay.entries().forEach(entry -> DispatcherContract.send(underWay, entry));
        close(dispatcher, 0, dispatcher.pass(underWay));
        assertThat(dispatcher.seeds()).containsOnlyKeys(0, 1);
        assertThat(journal.levels().events()).containsEntry(EventState.RECEIVED, 0L);
    }

    @Test
    void lanesWithoutABatonChangeAtOnce() throws Exception {
        Dispatcher dispatcher = dispatcher(3);
        String seed = dispatcher.seeds().get(1);

        control.change(1);

        assertThat(dispatcher.seeds()).containsOnlyKeys(0);
        assertThat(dispatcher.take(1, seed, false, null).outcome()).isEqualTo(Turn.Outcome.SURPLUS);
    }

    @Test
    void aChangeIsRefusedWhileOneIsUnderWayOrALaneIsHalted() throws Exception {
        Dispatcher dispatcher = dispatcher(1);
        hold(dispatcher, 0, dispatcher.seeds().get(0));
        control.halt(0, "a reason");
        assertThatThrownBy(() -> control.change(2)).hasMessageContaining("lane 0 is halted");
        control.resume(0);
        control.change(2);

        assertThatThrownBy(() -> control.change(1)).hasMessageContaining("is under way");
    }

    @Test
    void lanesThatCloseAtTheSameMomentOpenTheNextOnesOnce() throws Exception {
        Dispatcher dispatcher = dispatcher(8);
        Map<Integer, String> batons = sendAll(dispatcher, dispatcher.seeds());
        control.change(2);

        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Turn>> turns = new ArrayList<>();
        Map<Integer, String> last = sendAll(dispatcher, batons);
        last.forEach((lane, baton) ->
                turns.add(threads.submit(() -> dispatcher.take(lane, baton, false, null))));
        for (Future<Turn> turn : turns) {
            assertThat(turn.get().outcome()).isEqualTo(Turn.Outcome.SURPLUS);
        }
        threads.shutdown();

        assertThat(control.status()).extracting(LaneStatus::epoch).containsExactly(2L, 2L);
    }

    // --- Repair ----------------------------------------------------------------------------------

    @Test
    void theBatonThatALaneWaitsForIsKnownAndPutBack() throws Exception {
        Dispatcher dispatcher = dispatcher(1);
        store("HS1", "t1");
        Map<Integer, String> seeds = dispatcher.seeds();
        String baton = sendAll(dispatcher, seeds).get(0);
        control.halt(0, "a reason");
        assertThat(dispatcher.take(0, baton, false, null).outcome()).isEqualTo(Turn.Outcome.PARKED);

        assertThat(control.awaited(0, baton)).hasValue(1);
        assertThat(control.awaited(0, seeds.get(0))).as("the one that was held last").hasValue(0);
        assertThat(control.awaited(0, "x")).isEmpty();
        assertThat(control.awaited(1, baton)).isEmpty();
        assertThat(control.resume(0)).isTrue();
        assertThat(hold(dispatcher, 0, baton).entries()).isEmpty();
        assertThat(control.awaited(0, seeds.get(0))).as("no more").isEmpty();
        assertThat(control.resume(0)).as("it runs").isFalse();
    }

    @Test
    void aNewBatonSendsWhatMayHaveBeenSentWithADoubtAndParksTheOldOne() throws Exception {
        Dispatcher dispatcher = dispatcher(1);
        store("HS1", "t1");
        String lost = sendAll(dispatcher, dispatcher.seeds()).get(0);
        assertThat(control.replace(0)).as("it runs").isFalse();
        control.halt(0, "its baton is lost");

        assertThat(control.replace(0)).isTrue();
        store("HS1", "t2");
        Batch batch = hold(dispatcher, 0, dispatcher.seeds().get(0));

        assertThat(batch.entries()).extracting(JournalEntry::token).containsExactly("t1", "t2");
        assertThat(batch.entries()).extracting(batch::isInDoubt).containsExactly(true, false);
        assertThat(dispatcher.take(0, lost, false, null).outcome()).isEqualTo(Turn.Outcome.PARKED);
        assertThat(control.status().get(0).halted()).as("the new one is well").isNull();
    }

    @Test
    void theDoubtOutlivesAChangeOfLanes() throws Exception {
        Dispatcher dispatcher = dispatcher(1);
        store("HS1", "t1");
        sendAll(dispatcher, dispatcher.seeds());
        control.halt(0, "its baton is lost");
        control.replace(0);
        control.change(2);

        List<Boolean> doubts = new ArrayList<>();
        for (Map.Entry<Integer, String> seed : dispatcher.seeds().entrySet()) {
            Batch batch = hold(dispatcher, seed.getKey(), seed.getValue());
            batch.entries().forEach(entry -> doubts.add(batch.isInDoubt(entry)));
        }
        assertThat(doubts).containsExactly(true);
    }

    @Test
    void aLaneThatHasHadNoBatonIsNotHaltedAndOneThatIsRunsAgain() throws Exception {
        Dispatcher dispatcher = dispatcher(1);
        assertThat(control.halt(0, "a repair")).isFalse();
        assertThat(control.status()).extracting(LaneStatus::halted).containsOnlyNulls();
        assertThat(takeTwice(dispatcher, 0, "x")).isEqualTo(Turn.Outcome.PARKED);
        assertThat(dispatcher.seeds()).as("none for a lane that is halted").isEmpty();

        assertThat(control.begin(0)).isTrue();

        hold(dispatcher, 0, dispatcher.seeds().get(0));
        assertThat(control.begin(0)).as("it has its baton").isFalse();
        assertThat(control.halt(0, "a repair")).isTrue();
        assertThat(control.begin(0)).isFalse();
        assertThat(control.status()).extracting(LaneStatus::halted).containsExactly("a repair");
    }

    // --- Several instances -----------------------------------------------------------------------

    @Test
    void theTriesOfABadEventAddUpWhicheverInstanceMakesThem() throws Exception {
        Dispatcher one = dispatcher(1);
        Dispatcher other = dispatcher(1);
        store("HS1", "bad");
        String baton = one.seeds().get(0);
        for (Dispatcher each : List.of(one, other)) {
            Batch batch = hold(each, 0, baton);
            batch.begins(batch.entries().get(0));
            each.failed(batch, new IllegalStateException("no customer"));
        }

        Batch decided = hold(one, 0, baton);
        hold(other, 0, one.pass(decided));

        assertThat(decided.setAside()).singleElement()
                .returns(2, suspect -> suspect.attempts())
                .returns("java.lang.IllegalStateException: no customer", suspect -> suspect.error());
        assertThat(journal.levels().events()).containsEntry(EventState.FAILED, 1L);
    }

    // --- Steps -----------------------------------------------------------------------------------

    private Dispatcher dispatcher(int lanes) throws SQLException {
        return new Dispatcher(journal, settings(OptionalInt.of(lanes)));
    }

    private static DispatchSettings settings(OptionalInt lanes) {
        return new DispatchSettings(lanes, 100,
                Duration.ofMillis(100), Duration.ofMillis(5), 2, Duration.ofMillis(1), false);
    }

    private void store(String sim, String token) {
        journal.add(TestEvents.event(sim, token, "SimStatus=active&Token=" + token,
                "application/x-www-form-urlencoded", Set.of()));
    }

    private static Batch hold(Dispatcher dispatcher, int lane, String baton) throws Exception {
        Turn turn = dispatcher.take(lane, baton, false, null);
        assertThat(turn.outcome()).isEqualTo(Turn.Outcome.HOLDS);
        return turn.batch();
    }

    /** What becomes of a message that was put back as doubted, and comes again. */
    private static Turn.Outcome takeTwice(Dispatcher dispatcher, int lane, String text)
            throws Exception {
        Turn first = dispatcher.take(lane, text, false, null);
        assertThat(first.outcome()).isEqualTo(Turn.Outcome.DOUBTED);
        return dispatcher.take(lane, text, false, first.doubt()).outcome();
    }

    /** Takes a baton while the number of lanes is to change, and the last one that follows it. */
    private static String close(Dispatcher dispatcher, int lane, String baton) throws Exception {
        String last = dispatcher.pass(hold(dispatcher, lane, baton));
        assertThat(dispatcher.take(lane, last, false, null).outcome())
                .isEqualTo(Turn.Outcome.SURPLUS);
        return last;
    }

    /** The batons that name what was sent, by lane. */
    private static Map<Integer, String> sendAll(
            Dispatcher dispatcher, Map<Integer, String> batons) throws Exception {
        Map<Integer, String> next = new TreeMap<>();
        for (Map.Entry<Integer, String> each : batons.entrySet()) {
            Batch batch = hold(dispatcher, each.getKey(), each.getValue());
            for (JournalEntry entry : batch.entries()) {
                DispatcherContract.send(batch, entry);
            }
            next.put(each.getKey(), dispatcher.pass(batch));
        }
        return next;
    }
}
