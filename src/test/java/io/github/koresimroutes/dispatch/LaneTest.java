package io.github.koresimroutes.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.Sent;
import io.github.koresimroutes.journal.Suspect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final Baton SEED = Baton.seed("j", 0, 1, 1);

    private final Lane lane = new Lane(500);

    @Test
    void troubleIsWaitedOutLongerEachTimeAndNeverForMoreThanTwoSeconds() {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pauses.add(lane.backOff());
            lane.hindered();
        }

        assertThat(pauses).isSorted().startsWith(Duration.ZERO).endsWith(Duration.ofSeconds(2));
    }

    @Test
    void anIdleBatonThatWasPutBackEndsTheWaitAndOneThatWasRolledBackDoesNot() {
        lane.hindered();
        lane.passes(SEED, batch());
        lane.again(SEED, true);
        assertThat(lane.backOff()).isPositive();

        lane.passes(SEED, batch());
        lane.again(SEED, false);
        assertThat(lane.backOff()).isZero();
    }

    @Test
    void aBatchWhoseBatonComesAgainWasNotCommitted() {
        Batch batch = batch(entry(1, "HS1"));
        lane.passes(SEED.next(List.of(new Sent(1, 1)), List.of(), List.of(), null), batch);

        assertThat(lane.again(SEED, true)).isSameAs(batch);
        assertThat(lane.again(SEED, true)).as("told once").isNull();
    }

    @Test
    void fiveEventsThatFailInARowAreNotToBlameAndASuccessEndsThat() {
        for (int id = 1; id < 5; id++) {
            assertThat(lane.failed(entry(id, "HS" + id))).isTrue();
            assertThat(lane.failed(entry(id, "HS" + id))).as("again").isTrue();
        }
        assertThat(lane.failed(entry(5, "HS5"))).isFalse();
        assertThat(lane.isOutage()).isTrue();

        lane.moved(SEED.next(List.of(new Sent(9, 1)), List.of(), List.of(), null));

        assertThat(lane.isOutage()).isFalse();
        assertThat(lane.failed(entry(5, "HS5"))).isTrue();
    }

    @Test
    void theBrokerIsKnownToWorkOnlyAfterACommit() {
        assertThat(lane.hasPassed()).isFalse();
        lane.again(SEED, false);

        assertThat(lane.hasPassed()).isTrue();
        assertThat(lane.hasPassed()).as("since then").isFalse();
    }

    @Test
    void ofASimsSuspectsOnlyTheOldestIsTriedAndOthersMayGoInBetween() {
        List<Suspect> suspects = List.of(suspect(1, "HS1", false), suspect(2, "HS1", true),
                suspect(3, "HS2", true));

        assertThat(lane.toTry(suspects, true)).get().extracting(JournalEntry::id).isEqualTo(3L);
        assertThat(lane.toTry(suspects, true)).as("the others' turn").isEmpty();
        assertThat(lane.toTry(suspects, true)).isPresent();
        assertThat(lane.toTry(suspects, false)).as("no others").isPresent();
    }

    private static Suspect suspect(long id, String sim, boolean due) {
        return new Suspect(entry(id, sim), 1, "an error", due);
    }

    private static Batch batch(JournalEntry... entries) {
        return new Batch(SEED, List.of(entries), List.of(), false, 0);
    }

    private static JournalEntry entry(long id, String sim) {
        return new JournalEntry(id, 1, EventKind.SIM_STATUS, "AC1", "t" + id, null, sim, "active",
                null, null, null, new byte[0], null);
    }
}
