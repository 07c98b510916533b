package io.github.koresimroutes.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeedLimitTest {

    private long now = -5;
    private final SeedLimit limit = new SeedLimit(() -> now);

    @Test
    void aFewAreSentAtOnceAndThenOneNowAndThen() {
        Baton seed = Baton.seed("j", 0, 2, 1);
        for (int i = 0; i < SeedLimit.AT_FIRST; i++) {
            assertThat(limit.isDue(seed)).isTrue();
            limit.sent(seed);
        }
        assertThat(limit.isDue(seed)).isFalse();

        now += SeedLimit.LATER.toNanos();
        assertThat(limit.isDue(seed)).isTrue();
        limit.sent(seed);
        assertThat(limit.isDue(seed)).isFalse();
    }

    @Test
    void oneThatTheBrokerDidNotTakeDoesNotCount() {
        for (int i = 0; i < 10; i++) {
            assertThat(limit.isDue(Baton.seed("j", 0, 1, 1))).isTrue();
        }
    }

    @Test
    void eachLaneAndEachEpochHasItsOwn() {
        for (int i = 0; i < SeedLimit.AT_FIRST; i++) {
            limit.sent(Baton.seed("j", 0, 2, 1));
        }

        assertThat(limit.isDue(Baton.seed("j", 0, 2, 1))).isFalse();
        assertThat(limit.isDue(Baton.seed("j", 1, 2, 1))).isTrue();
        assertThat(limit.isDue(Baton.seed("j", 0, 2, 2))).isTrue();
    }
}
