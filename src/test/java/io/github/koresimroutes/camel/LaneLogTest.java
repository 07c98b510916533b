package io.github.koresimroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.dispatch.LaneStatus;
import io.github.koresimroutes.outage.LogLines;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneLogTest {

    private final LogLines log = new LogLines();
    private final LaneLog lanes = new LaneLog(Duration.ofMinutes(1), log.logger());

    @Test
    void aLaneThatStandsStillIsToldWhenThatBeginsAndWhenItIsOver() {
        for (int i = 0; i < 3; i++) {
            lanes.note(List.of(lane(0, null, 2), lane(1, "an unknown baton", 2)));
        }
        lanes.note(List.of(lane(0, null, 2), lane(1, null, 2)));

        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0)).startsWith("warn lane 1 stands still")
                .contains("it is halted: an unknown baton", "kore-sim dispatch status");
        assertThat(log.lines().get(1)).startsWith("info over after 0 s: lane 1 stands still");
    }

    @Test
    void aBatonThatDoesNotComeIsTold() {
        lanes.note(List.of(lane(0, null, 60)));
        assertThat(log.lines()).isEmpty();

        lanes.note(List.of(lane(0, null, 61)));
        assertThat(log.lines()).singleElement().asString()
                .contains("its baton has not come for 61 s");
    }

    private static LaneStatus lane(int number, String halted, int silentSeconds) {
        return new LaneStatus(
                number, 2, 1, 7, halted, false, Duration.ofSeconds(silentSeconds));
    }
}
