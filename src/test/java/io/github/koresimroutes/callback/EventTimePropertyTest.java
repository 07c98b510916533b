package io.github.koresimroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@link EventTime}: the quicker way reads what the other reads, and no more. */
class EventTimePropertyTest {

    @Property(tries = 3000)
    void itIsWhatInstantReads(@ForAll("times") String text) {
        assertSame(text);
    }

    static void assertSame(String text) {
        assertThat(read(EventTime::parse, text)).isEqualTo(read(Instant::parse, text));
    }

    private static Optional<Instant> read(Function<String, Instant> way, String text) {
        try {
            return Optional.of(way.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<String> times() {
        Arbitrary<String> genuine = Arbitraries.longs()
                .between(-62_167_219_200L, 253_402_300_799L)
                .map(second -> Instant.ofEpochSecond(second).toString());
        Arbitrary<String> digits = Arbitraries.strings().numeric().ofLength(14).map(all ->
                all.substring(0, 4) + "-" + all.substring(4, 6) + "-" + all.substring(6, 8) + "T"
                        + all.substring(8, 10) + ":" + all.substring(10, 12) + ":"
                        + all.substring(12) + "Z");
        return Arbitraries.oneOf(genuine, digits,
                Bodies.changed(genuine, "", "0", "9", "-", "+", ":", "T", "z", ".5", " ", "24",
                        "60"));
    }
}
