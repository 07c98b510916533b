package io.github.koresimroutes.callback;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads a time as {@link Instant#parse} does, and in a fifth of the time where it is written as
 * KORE writes it: that was nearly half of what it takes to read a callback.
 */
final class EventTime {

    /** A zero stands for any digit. */
    private static final String SHAPE = "0000-00-00T00:00:00Z";

    private EventTime() {
    }

    /** @throws DateTimeException as {@link Instant#parse} */
    static Instant parse(String text) {
        if (hasShape(text)) {
            try {
                return LocalDateTime.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10),
                        number(text, 11, 13), number(text, 14, 16), number(text, 17, 19))
                        .toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                // Of midnight as 24:00:00 and of leap seconds Instant knows.
            }
        }
        return Instant.parse(text);
    }

    private static boolean hasShape(String text) {
        if (text.length() != SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char expected = SHAPE.charAt(i);
            if (expected == '0' ? c < '0' || c > '9' : c != expected) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
