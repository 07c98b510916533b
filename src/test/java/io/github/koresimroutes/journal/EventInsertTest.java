package io.github.koresimroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.callback.SimEvent;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventInsertTest {

    // CRC-32 of "123456789" is 0xCBF43926, by its definition. Stored rows rely on these numbers.
    @ParameterizedTest
    @CsvSource({
        "123456789, other, other, 294",
        "'', 123456789, other, 294",
        ", 123456789, other, 294",
        ", '', 123456789, 294"})
    void theBucketComesFromTheSimElseTheAccountElseTheToken(
            String simSid, String account, String token, int bucket) {
        SimEvent event = new SimEvent(EventKind.SIM_STATUS, account, token, Set.of(), simSid, null,
                null, TestEvents.RECEIVED, "text/plain", new byte[0], new byte[32], null, Map.of());

        assertThat(EventInsert.bucket(event)).isEqualTo(bucket);
    }
}
