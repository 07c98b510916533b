package io.github.koresimroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateWindowTest {

    private static final DateWindow WARN = window(DateWindow.Mode.WARN);
    private static final DateWindow REFUSE = window(DateWindow.Mode.REFUSE);

    /** The request is received at 10:00. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z"})
    void aDateWithinTheWindowIsNoMatter(String date) throws Exception {
        assertThat(dated(date).event(REFUSE).flags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T08:59:59Z", "2026-11-24T11:00:01Z", "1970-01-01T00:00:00Z"})
    void aDateOutsideOfItIsFlaggedOrRefused(String date) throws Exception {
        assertThat(dated(date).event(WARN).flags()).containsExactly(EventFlag.DATE_FAR);
        assertThat(dated(date).event(CallbackScenario.ANY_DATE).flags()).isEmpty();
        assertThatThrownBy(() -> dated(date).event(REFUSE))
                .isInstanceOf(CallbackRefusedException.class)
                .hasMessage("Date is too far from the present time");
    }

    /** KORE signs no Date: one that is missing or odd says nothing of how old the callback is. */
    @Test
    void whereThereIsNoDateNothingIsRefused() throws Exception {
        assertThat(CallbackScenario.valid().withDates().event(REFUSE).flags())
                .containsExactly(EventFlag.DATE_MISSING);
        assertThat(dated("yesterday").event(REFUSE).flags())
                .containsExactly(EventFlag.DATE_ODD);
    }

    private static CallbackScenario dated(String date) {
        return CallbackScenario.valid().withDates(date);
    }

    private static DateWindow window(DateWindow.Mode mode) {
        return new DateWindow(mode, Duration.ofHours(1));
    }
}
