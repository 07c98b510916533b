package io.github.koresimroutes.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BisectionTest {

    private final Bisection bisection = new Bisection(500);

    @Test
    void aBatchIsHalvedWhenItIsRefusedAgainAndAgainAndNotBefore() {
        assertThat(bisection.refused(500)).isFalse();
        assertThat(bisection.refused(500)).isFalse();
        assertThat(bisection.limit()).isEqualTo(500);
        assertThat(bisection.refused(500)).isFalse();
        assertThat(bisection.limit()).isEqualTo(250);
        bisection.refused(250);
        assertThat(bisection.limit()).isEqualTo(125);
    }

    @Test
    void theOneBadEventOfFiveHundredIsFoundWhereverItIs() {
        for (int bad = 0; bad < 500; bad++) {
            assertThat(searched(bad)).as("place %s", bad).isLessThan(60);
        }
    }

    /** How many batches it takes until the bad event is alone in one. */
    private static int searched(int bad) {
        Bisection search = new Bisection(500);
        int first = 0;
        for (int tries = 1;; tries++) {
            int size = Math.min(search.limit(), 500 - first);
            boolean contains = bad >= first && bad < first + size;
            if (contains && search.refused(size)) {
                return tries;
            } else if (!contains) {
                search.committed();
                first += size;
            }
        }
    }

    @Test
    void aBatchWithoutEventsIsNobodysFault() {
        for (int i = 0; i < 10; i++) {
            assertThat(bisection.refused(0)).isFalse();
        }
        assertThat(bisection.limit()).isEqualTo(500);
    }

    @Test
    void aBatchGrowsAgainWhenItGoesThrough() {
        for (int size = 500; size > 1; size /= 2) {
            bisection.refused(size);
            bisection.refused(size);
            bisection.refused(size);
        }
        for (int i = 0; i < 10; i++) {
            bisection.committed();
        }
        assertThat(bisection.limit()).isEqualTo(500);
    }
}
