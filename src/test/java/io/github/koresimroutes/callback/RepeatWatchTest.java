package io.github.koresimroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatWatchTest {

    /** The clock has been running for a day. */
    private final AtomicLong now = new AtomicLong(Duration.ofDays(1).toNanos());
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
    void tokensOfOneHashCodeAreOtherTokens() throws Exception {
        assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode());
        note("AaAa");
        note("BBBB");

        assertThat(note("AaBB")).isTrue();
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
    void whatIsAsLongAgoAsTheWindowCounts() throws Exception {
        note("t1");
        note("t2");
        now.addAndGet(Duration.ofMinutes(10).toNanos());

        assertThat(note("t3")).isTrue();
    }

    @Test
    void onlySoManyBodiesAreRememberedAndTheFirstIsForgottenFirst() throws Exception {
        SimEvent event = CallbackScenario.valid().event();
        for (int others : new int[] {RepeatWatch.MOST_BODIES - 1, RepeatWatch.MOST_BODIES}) {
            RepeatWatch twice = new RepeatWatch(2, Duration.ofMinutes(10), now::get);
            twice.note(event);
            for (int i = 0; i < others; i++) {
                twice.note(withHash(event, i));
            }
            assertThat(twice.note(CallbackScenario.valid().withTokens("another").event()))
                    .as("behind %s others", others).isEqualTo(others < RepeatWatch.MOST_BODIES);
        }
    }

    private static SimEvent withHash(SimEvent event, int number) {
        return new SimEvent(event.kind(), event.accountSid(), event.token(), event.flags(),
                event.simSid(), event.simStatus(), event.eventTime(), event.receivedAt(),
                event.contentType(), event.body(), ByteBuffer.allocate(32).putInt(number).array(),
                event.secretLabel(), event.unsignedParameters());
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
