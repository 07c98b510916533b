package io.github.koresimroutes.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageLogTest {

    private final LogLines log = new LogLines();
    private final AtomicLong now = new AtomicLong(-5);
    private final OutageLog outage = new OutageLog(
            log.logger(), "nothing is stored", "were refused", Duration.ofMinutes(1), now::get);

    @Test
    void itsBeginningItsLastingAndItsEndAreOneLineEach() {
        for (int second = 0; second < 90; second++) {
            outage.failed("the disk is full");
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        outage.works();
        outage.works();

        assertThat(log.lines()).containsExactly(
                "warn nothing is stored: the disk is full",
                "warn nothing is stored, for 60 s now: the disk is full; 61 were refused",
                "info over after 90 s: nothing is stored; 90 were refused");
    }

    @Test
    void whatComesAndGoesManyTimesAMinuteIsNotToldEachTime() {
        for (int i = 0; i < 100; i++) {
            outage.failed("slow");
            outage.works();
            now.addAndGet(Duration.ofMillis(100).toNanos());
        }

        assertThat(log.lines()).hasSize(2);
    }
}
