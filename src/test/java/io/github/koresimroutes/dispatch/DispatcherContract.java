package io.github.koresimroutes.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.journal.Sent;
import io.github.koresimroutes.journal.TestEvents;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the baton and the journal's lane promise on every database. */
@Timeout(120)
abstract class DispatcherContract {

    private static final DispatchSettings QUICK =
            settings(1, Duration.ofMillis(50), Duration.ofMillis(10));
    private static final DispatchSettings WAITING =
            settings(1, Duration.ofHours(1), Duration.ofHours(1));

    @TempDir
    Path folder;

    private HikariDataSource pool;
    private EventJournal journal;
    private Dispatcher dispatcher;

    abstract HikariDataSource freshPool();

    @BeforeEach
    void open() throws SQLException {
        pool = freshPool();
        journal = EventJournal.open(
                new JournalSettings(true, Duration.ofSeconds(20), 1000, 100), pool);
        dispatcher = new Dispatcher(journal, QUICK);
    }

    @AfterEach
    void close() {
        journal.close();
        pool.close();
    }

    // --- Seeds -----------------------------------------------------------------------------------

    @Test
    void oneOfSeveralSeedsIsAdoptedOnce() throws Exception {
        String first = seed();
        String second = seed();

        assertThat(dispatcher.take(0, first, false, null).outcome()).isEqualTo(Turn.Outcome.HOLDS);
        assertThat(dispatcher.take(0, second, false, null).outcome()).isEqualTo(Turn.Outcome.SURPLUS);

        assertThat(dispatcher.seeds()).isEmpty();
        assertThat(halted()).isNull();
    }

    @Test
    void aSeedThatComesLateIsSurplus() throws Exception {
        String late = seed();
        String baton = takeAndPass(seed(), "t1");
        hold(baton);

        assertThat(dispatcher.take(0, late, false, null).outcome()).isEqualTo(Turn.Outcome.SURPLUS);
        assertThat(halted()).isNull();
    }

    @Test
    void aSecondDispatcherOfTheJournalNeedsNoSeed() throws Exception {
        String seed = seed();
        dispatcher.take(0, seed, false, null);

        Dispatcher other = new Dispatcher(journal, QUICK);

        assertThat(other.seeds()).isEmpty();
        assertThat(other.take(0, seed, false, null).outcome()).isEqualTo(Turn.Outcome.HOLDS);
    }

    @Test
    void theAdoptedSeedIsParkedWhenItComesAgainAfterItsBatch() throws Exception {
        String seed = seed();
        hold(takeAndPass(seed, "t1"));

        assertParked(seed, "sequence 0");
    }

    // --- The way of a baton ----------------------------------------------------------------------

    @Test
    void aBatonThatComesAgainGoesOnWithTheSameBatch() throws Exception {
        store("t1", "t2");
        String seed = seed();
        List<Long> batch = ids(hold(seed));

        assertThat(ids(hold(seed))).isEqualTo(batch).hasSize(2);
        String next = sendAndPass(hold(seed));
        store("t3");

        List<Long> third = ids(hold(next));
        assertThat(ids(hold(next))).isEqualTo(third).hasSize(1).doesNotContainAnyElementsOf(batch);
    }

    @Test
    void theBatchIsTheOldestEventsAndNoMoreThanItsSize() throws Exception {
        store("t1", "t2", "t3", "t4");

        Batch batch = hold(seed());

        assertThat(tokens(batch)).containsExactly("t1", "t2", "t3");
        assertThat(tokens(hold(sendAndPass(batch)))).containsExactly("t4");
    }

    @Test
    void onlyTheEventsThatTheBatonNamesAreMarked() throws Exception {
        store("t1", "t2");
        Batch batch = hold(seed());
        store("t3");
        String next = sendAndPass(batch);
        execute("UPDATE sim_event_dispatch SET send_number = 2"
                + " WHERE event_id = (SELECT id FROM sim_event WHERE token = 't2')");

        hold(next);

        assertThat(states()).containsExactly("t1 dispatched", "t2 received", "t3 received");
    }

    @Test
    void theRoutesOfABatchAreMarkedWithWhatBecameOfItsEvents() throws Exception {
        store("t1", "t2");
        Batch batch = hold(seed());
        batch.routedBy("0123456789ab");
        send(batch, batch.entries().get(0));
        batch.discard(batch.entries().get(1));
        String next = dispatcher.pass(batch);
        store("t3");
        Batch unknown = hold(next);
        assertThat(routeSets()).containsExactly(
                "t1 0123456789ab", "t2 0123456789ab", "t3 null");

        hold(sendAndPass(unknown));

        assertThat(states()).containsExactly("t1 dispatched", "t2 discarded", "t3 dispatched");
        assertThat(routeSets()).containsExactly(
                "t1 0123456789ab", "t2 0123456789ab", "t3 null");
    }

    @Test
    void nothingIsMarkedBeforeTheNextBatonComes() throws Exception {
        store("t1");
        sendAndPass(hold(seed()));

        assertThat(states()).containsExactly("t1 received");
    }

    @Test
    void anEventThatIsNoLongerThereIsNoError() throws Exception {
        String next = takeAndPass(seed(), "t1");
        execute("DELETE FROM sim_event");

        assertThat(ids(hold(next))).isEmpty();
    }

    @Test
    void anEmptyBatchPutsTheSameBatonBack() throws Exception {
        String baton = takeAndPass(seed(), "t1");

        String again = dispatcher.pass(hold(baton));

        assertThat(BatonJson.read(again)).isEqualTo(BatonJson.read(baton));
        assertThat(ids(hold(again))).isEmpty();
    }

    @Test
    void aBatchWithAnEventThatWasSentNowhereIsNotPassedOn() throws Exception {
        store("t1", "t2");
        Batch batch = hold(seed());
        send(batch, batch.entries().get(0));

        assertThat(batch.isSentNowhere(batch.entries().get(1))).isTrue();
        assertThatThrownBy(() -> dispatcher.pass(batch))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("sent nowhere");
    }

    @Test
    void aBatchWithAMessageThatWasMadeAndNotSentIsNotPassedOn() throws Exception {
        store("t1", "t2");
        Batch batch = hold(seed());
        batch.begins(batch.entries().get(0));
        send(batch, batch.entries().get(0));
        batch.created(batch.entries().get(0), "elsewhere", kept());
        send(batch, batch.entries().get(1));

        assertThatThrownBy(() -> dispatcher.pass(batch))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("for elsewhere was made and not sent");
        assertThat(batch.suspect()).isEqualTo(batch.entries().get(0));
    }

    // --- Batons that do not fit ------------------------------------------------------------------

    @Test
    void aStaleBatonIsParked() throws Exception {
        String first = takeAndPass(seed(), "t1");
        String second = takeAndPass(first, "t2");
        hold(second);

        assertParked(first, "sequence 1");
    }

    @Test
    void theSecondOfTwoBatonsWithOneParentIsParkedAndMarksNothing() throws Exception {
        store("t1");
        String seed = seed();
        String one = sendAndPass(hold(seed));
        store("t2");
        String other = sendAndPass(hold(seed));
        hold(one);

        assertParked(other, "sequence 1");
        assertThat(states()).containsExactly("t1 dispatched", "t2 received");
    }

    @Test
    void anUnknownBatonIsParkedAndMarksNothing() throws Exception {
        store("t1");
        long id = ids(hold(seed())).get(0);
        Baton unknown = new Baton(
                journal.id(), 0, 1, 1, 7, "a", "b", List.of(new Sent(id, 1)),
                List.of(), List.of(), false, null);

        assertParked(BatonJson.write(unknown), "sequence 7");
        assertThat(states()).containsExactly("t1 received");
    }

    @Test
    void aBatonWithTheNextNumberAndAnotherParentIsParked() throws Exception {
        Baton next = BatonJson.read(takeAndPass(seed(), "t1"));
        Baton forked = new Baton(next.journal(), 0, 1, next.epoch(), next.sequence(),
                next.nonce(), "another", next.events(), List.of(), List.of(), false, null);

        assertParked(BatonJson.write(forked), "sequence 1");
        assertThat(states()).containsExactly("t1 received");
    }

    @Test
    void aBatonOfAnotherEpochIsParked() throws Exception {
        Baton next = BatonJson.read(takeAndPass(seed(), "t1"));
        Baton other = new Baton(next.journal(), 0, 1, next.epoch() + 1, next.sequence(),
                next.nonce(), next.parent(), next.events(), next.setAside(),
                next.discarded(), false, null);

        assertParked(BatonJson.write(other), "epoch 2");
    }

    @Test
    void aBatonOfALaneThatIsNotThereHaltsDispatch() throws Exception {
        hold(seed());

        assertParked(BatonJson.write(new Baton(
                journal.id(), 4, 5, 1, 3, "a", "b", List.of(), List.of(), List.of(), false,
                null)),
                "lane 4");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "x", "[]", "{}", "{\"version\":1", "null", "{\"version\":1}",
        "{\"version\":2,\"journal\":\"j\",\"lane\":0,\"lanes\":1,\"epoch\":1,\"sequence\":0,"
            + "\"nonce\":\"n\",\"events\":[]}",
        "{\"version\":1,\"journal\":\"j\",\"lane\":1,\"lanes\":1,\"epoch\":1,\"sequence\":0,"
            + "\"nonce\":\"n\",\"events\":[]}",
        "{\"version\":1,\"journal\":\"j\",\"lane\":0,\"lanes\":1,\"epoch\":1,\"sequence\":1,"
            + "\"nonce\":\"n\",\"events\":[]}",
        "{\"version\":1,\"journal\":\"j\",\"lane\":0,\"lanes\":1,\"epoch\":1,\"sequence\":0,"
            + "\"nonce\":\"n\",\"events\":[[1]]}",
        "{\"version\":1,\"journal\":\"j\",\"lane\":0,\"lanes\":1,\"epoch\":1,\"sequence\":0,"
            + "\"nonce\":\"n\",\"events\":[1,2]}",
        "{\"version\":1,\"journal\":\"j\",\"lane\":\"0\",\"lanes\":1}"})
    void aTextThatIsNoBatonIsParked(String text) throws Exception {
        assertParked(text, "is no baton");
    }

    @Test
    void aHaltedLaneParksTheVeryBatonThatItWouldHaveTaken() throws Exception {
        String next = takeAndPass(seed(), "t1");
        assertParked("x", "is no baton");

        assertThat(dispatcher.take(0, next, false, null).outcome()).isEqualTo(Turn.Outcome.PARKED);

        assertThat(states()).containsExactly("t1 received");
        assertThat(dispatcher.seeds()).isEmpty();
        assertThat(halted()).as("the first reason is kept")
                .contains("is no baton");
    }

    /** It was held by a process that was stopped, and goes on when all is well again. */
    @Test
    void whoLooksAgainAfterARepairHaltsNothing() throws Exception {
        hold(seed());
        String doubt = dispatcher.take(0, "x", false, null).doubt();
        LaneControl control = new LaneControl(journal.database());
        control.halt(0, "somebody else saw it too");
        control.resume(0);

        Turn late = dispatcher.take(0, "x", false, doubt);

        assertThat(late.outcome()).isEqualTo(Turn.Outcome.DOUBTED);
        assertThat(halted()).isNull();
    }

    // --- Events whose route fails ----------------------------------------------------------------

    /** More of them than make an outage, and yet others are sent meanwhile. */
    @Test
    void eachOfFiveBadEventsIsSetAsideWhileOthersAreSent() throws Exception {
        String[] bad = {"bad1", "bad2", "bad3", "bad4", "bad5"};
        storeOfSimsOfTheirOwn(bad);
        String baton = seed();
        for (int round = 0; round < 60 && count("failed") < bad.length; round++) {
            storeOfSimsOfTheirOwn("good" + round);
            for (int i = 0; i < 12; i++) {
                baton = tryOnce(baton);
            }
        }

        assertThat(count("failed")).isEqualTo(5);
    }

    /** Nothing goes: the tries tell nothing of the events, however many there are. */
    @Test
    void whereNothingIsSentManyTriesSetNothingMoreAside() throws Exception {
        storeOfSimsOfTheirOwn("bad1", "bad2", "bad3", "bad4", "bad5", "bad6");
        String baton = seed();
        for (int i = 0; i < 200; i++) {
            baton = tryOnce(baton);
        }

        assertThat(count("failed")).isLessThan(Lane.IN_A_ROW_IS_AN_OUTAGE);
    }

    @Test
    void aClockThatWasSetBackHoldsNoEventUp() throws Exception {
        store("t1");
        String baton = seed();
        Batch batch = hold(baton);
        batch.begins(batch.entries().get(0));
        dispatcher.failed(batch, new IllegalStateException("no customer"));
        execute("UPDATE sim_event_dispatch SET retry_at = retry_at + 86400000");

        assertThat(tokens(hold(baton))).containsExactly("t1");
    }

    /** One turn: an event whose token begins with "bad" fails, the others are sent. */
    private String tryOnce(String baton) throws Exception {
        Thread.sleep(2);
        Batch batch = hold(baton);
        for (JournalEntry entry : batch.entries()) {
            batch.begins(entry);
            if (entry.token().startsWith("bad")) {
                dispatcher.failed(batch, new IllegalStateException("no customer"));
                return baton;
            }
        }
        return sendAndPass(batch);
    }

    private int count(String state) throws SQLException {
        return (int) states().stream().filter(each -> each.endsWith(" " + state)).count();
    }

    // --- Waiting ---------------------------------------------------------------------------------

    @Test
    void anEventEndsTheWaitForOne() throws Exception {
        Dispatcher waiting = new Dispatcher(journal, WAITING);
        CompletableFuture<Turn> turn = takeInAThread(waiting, seed());

        store("t1");

        assertThat(tokens(turn.get(60, TimeUnit.SECONDS).batch())).containsExactly("t1");
    }

    @Test
    void anEventOfAnotherProcessIsFoundByAsking() throws Exception {
        Dispatcher asking = new Dispatcher(journal,
                settings(1, Duration.ofHours(1), Duration.ofMillis(10)));
        CompletableFuture<Turn> turn = takeInAThread(asking, seed());

        try (EventJournal other = EventJournal.open(
                new JournalSettings(false, Duration.ofSeconds(20), 1000, 100), pool)) {
            other.add(TestEvents.event("t1"));
        }

        assertThat(tokens(turn.get(60, TimeUnit.SECONDS).batch())).containsExactly("t1");
    }

    @Test
    void stoppingEndsTheWait() throws Exception {
        Dispatcher waiting = new Dispatcher(journal, WAITING);
        CompletableFuture<Turn> turn = takeInAThread(waiting, seed());

        waiting.stop();

        assertThat(turn.get(60, TimeUnit.SECONDS).batch().entries()).isEmpty();
    }

    /** Returns when the taking thread waits for an event. */
    private static CompletableFuture<Turn> takeInAThread(Dispatcher waiting, String baton) {
        CompletableFuture<Turn> turn = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                turn.complete(waiting.take(0, baton, false, null));
            } catch (Throwable e) {
                turn.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        await().until(() -> isWaiting(thread));
        return turn;
    }

    private static boolean isWaiting(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals(Signal.class.getName())) {
                return thread.getState() == Thread.State.TIMED_WAITING;
            }
        }
        return false;
    }

    // --- Steps -----------------------------------------------------------------------------------

    private String seed() throws SQLException {
        return dispatcher.seeds().get(0);
    }

    private void store(String... tokens) {
        for (String token : tokens) {
            assertThat(journal.add(TestEvents.event(token))).isTrue();
        }
    }

    private void storeOfSimsOfTheirOwn(String... tokens) {
        for (String token : tokens) {
            journal.add(TestEvents.event("HS" + token, token, "SimStatus=active&Token=" + token,
                    "application/x-www-form-urlencoded", Set.of()));
        }
    }

    private Batch hold(String baton) throws Exception {
        Turn turn = dispatcher.take(0, baton, false, null);
        assertThat(turn.outcome()).isEqualTo(Turn.Outcome.HOLDS);
        if (turn.batch().marking() != null) {
            // Else it would be seen only when the baton is passed on.
            turn.batch().marking().await();
        }
        return turn.batch();
    }

    private String sendAndPass(Batch batch) {
        batch.entries().forEach(entry -> send(batch, entry));
        return dispatcher.pass(batch);
    }

    private String takeAndPass(String baton, String token) throws Exception {
        store(token);
        return sendAndPass(hold(baton));
    }

    private void assertParked(String text, String reason) throws Exception {
        String before = halted();
        Turn first = dispatcher.take(0, text, false, null);
        assertThat(first.outcome()).isEqualTo(Turn.Outcome.DOUBTED);
        assertThat(halted()).as("nobody knows yet who holds it").isEqualTo(before);

        Turn turn = dispatcher.take(0, text, false, first.doubt());

        assertThat(turn.outcome()).isEqualTo(Turn.Outcome.PARKED);
        assertThat(turn.batch()).isNull();
        assertThat(halted()).contains(reason);
    }

    private String halted() throws SQLException {
        return dispatcher.lanes().get(0).halted();
    }

    private static DispatchSettings settings(int lanes, Duration idleWait, Duration poll) {
        return new DispatchSettings(OptionalInt.of(lanes), 3, idleWait, poll, 2, Duration.ofMillis(1), false);
    }

    /** What the JMS component does for an event, where the broker takes it. */
    static void send(Batch batch, JournalEntry entry) {
        Message message = kept();
        batch.created(entry, "a queue", message);
        batch.sent(message);
    }

    /** As a JMS client notes it of a message that it sent. */
    private static Message kept() {
        try {
            Message message = new ActiveMQTextMessage();
            message.setJMSDeliveryMode(DeliveryMode.PERSISTENT);
            return message;
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Long> ids(Batch batch) {
        return batch.entries().stream().map(JournalEntry::id).toList();
    }

    private static List<String> tokens(Batch batch) {
        return batch.entries().stream().map(JournalEntry::token).toList();
    }

    private void execute(String sql) throws SQLException {
        journal.database().inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    private List<String> states() throws SQLException {
        return rows("state");
    }

    private List<String> routeSets() throws SQLException {
        return rows("route_set");
    }

    private List<String> rows(String column) throws SQLException {
        return journal.database().inTransaction(connection -> {
            List<String> states = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "SELECT token, " + column + " FROM sim_event_log ORDER BY id")) {
                while (row.next()) {
                    states.add(row.getString(1) + " " + row.getString(2));
                }
            }
            return states;
        });
    }
}
