package io.github.koresimroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The journal and the message hold flags as one text. */
class EventFlagTest {

    @Test
    void flagsAreWrittenInTheirOrderWithCommas() {
        assertThat(EventFlag.join(List.of(EventFlag.RELEASED, EventFlag.TOKEN_MISSING)))
                .isEqualTo("token-missing,released");
        assertThat(EventFlag.join(Set.of())).isEmpty();
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        for (EventFlag flag : EventFlag.values()) {
            assertThat(EventFlag.split(flag.label())).containsExactly(flag);
        }
        Set<EventFlag> all = EnumSet.allOf(EventFlag.class);
        assertThat(EventFlag.split(EventFlag.join(all))).isEqualTo(all);
    }

    @Test
    void noTextIsNoFlag() {
        assertThat(EventFlag.split("")).isEmpty();
        assertThat(EventFlag.split(null)).isEmpty();
    }
}
