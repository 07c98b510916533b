package io.github.koresimroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatWatchTest {

    private final AtomicLong now = new AtomicLong();
    private final RepeatWatch watch = new RepeatWatch(3, Duration.ofMinutes(10), now::get);

    @Test
    void theSameBodyUnderManyTokensIsToldOnceAndCounted() throws Exception {
        assertThat(note("t1")).isFalse();
        assertThat(note("t2")).isFalse();
        assertThat(note("t3")).as("the third").isTrue();
        assertThat(note("t4")).as("told already").isFalse();
        assertThat(note("t5")).isFalse();

        assertThat(watch.repeated()).isEqualTo(3);
    }

    @Test
    void aTokenThatComesAgainIsADuplicateAndNoOtherOne() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(note("t1")).isFalse();
        }
        assertThat(watch.repeated()).isZero();
    }

    @Test
    void whatIsLongAgoIsForgotten() throws Exception {
        note("t1");
        note("t2");
        now.addAndGet(Duration.ofMinutes(11).toNanos());

        assertThat(note("t3")).isFalse();
        assertThat(watch.repeated()).isZero();
    }

    @Test
    void otherBodiesAreOtherMatters() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(watch.note(CallbackScenario.valid().withTokens("t" + i)
                    .withBody("SimStatus=active&n=" + i).event())).isFalse();
        }
    }

    private boolean note(String token) throws CallbackRefusedException {
        return watch.note(CallbackScenario.valid().withTokens(token).event());
    }
}
