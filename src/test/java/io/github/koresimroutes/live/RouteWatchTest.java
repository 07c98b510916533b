package io.github.koresimroutes.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteFilesException;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a change is looked at, and when not; what becomes of it in a run LiveEditTest tells. */
class RouteWatchTest {

    private static final RouteSet RUNNING = set("[]");

    private final EditState state = new EditState(RUNNING);
    private RouteSet files = RUNNING;
    private Throwable failure;
    private int checks;
    /** Every change is wrong, so that nothing has to be run. */
    private final RouteWatch watch = new RouteWatch(this::read, set -> {
        checks++;
        return List.of(Finding.ofSet("test", "wrong"));
    }, null, state, () -> { });

    @Test
    void aFileThatIsStillWrittenIsNotLookedAt() {
        for (int i = 0; i < 10; i++) {
            files = set("[" + " ".repeat(i + 1) + "]");
            watch.look();
        }
        assertThat(checks).isZero();

        watch.look();
        assertThat(checks).isOne();
    }

    @Test
    void aFileThatIsGoneMayOnlyBeOnItsWay() {
        files = new RouteSet(List.of(), RUNNING.settings());
        looks(4);
        assertThat(checks).isZero();

        looks(1);
        assertThat(checks).isOne();
    }

    @Test
    void aRefusedChangeIsToldOnce() {
        files = set("[ ]");
        looks(10);
        assertThat(checks).isOne();
        assertThat(state.refused()).isOne();

        files = RUNNING;
        looks(2);
        assertThat(state.refusal()).isEmpty();
    }

    @Test
    void filesThatCannotBeReadForAMomentAreNoTrouble() {
        failure = new RouteFilesException("gone", null);
        looks(4);
        assertThat(state.refused()).isZero();

        looks(5);
        assertThat(state.refused()).isOne();
        assertThat(state.refusal()).extracting(Finding::problem).containsExactly("gone");

        failure = null;
        looks(2);
        assertThat(state.refusal()).isEmpty();
    }

    /** The thread that looks is the only one: it has to go on. */
    @Test
    void whateverIsThrownIsToldAndTheNextLookComes() {
        failure = new IllegalStateException("unexpected");
        looks(3);
        assertThat(state.refused()).isOne();

        failure = new StackOverflowError();
        looks(3);
        assertThat(state.refused()).isEqualTo(2);

        failure = null;
        files = set("[ ]");
        looks(2);
        assertThat(state.refused()).isEqualTo(3);
    }

    private void looks(int number) {
        for (int i = 0; i < number; i++) {
            watch.look();
        }
    }

    private RouteSet read() {
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return files;
    }

    private static RouteSet set(String text) {
        return new RouteSet(List.of(new RouteFile("a.camel.yaml", "file:a.camel.yaml", text)),
                new RouteSettings(Map.of()));
    }
}
