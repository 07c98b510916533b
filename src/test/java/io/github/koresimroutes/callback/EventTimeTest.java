package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.EventTimePropertyTest.assertSame;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    /** At the borders of months, days and minutes, and of the shape that is read quickly. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T09:39:22Z", "2024-02-29T23:59:59Z", "2023-02-29T00:00:00Z",
        "2026-11-24T24:00:00Z", "2026-11-24T24:00:01Z", "2016-12-31T23:59:60Z",
        "2026-11-24T09:39:60Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-24t09:39:22z",
        "2026-11-24T09:39:22.5Z", "2026-11-24T09:39:2\u0662Z", "-026-11-24T09:39:22Z",
        "2026-11-24T09:39:22", ""})
    void itIsWhatInstantReads(String text) {
        assertSame(text);
    }
}
