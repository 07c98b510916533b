package io.github.koresimroutes.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.journal.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventMessageTest {

    private static final Instant TIME = Instant.parse("2026-03-01T09:59:59.5Z");
    private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void aSimStatus() {
        EventMessage message = EventMessage.of(entry(EventKind.SIM_STATUS,
                "SimStatus=active&SimSid=HS1&SimUniqueName=M%C3%BCller+%22&AccountSid=AC1&X=1",
                Set.of(), TIME, Map.of()), "j", false);

        assertThat(message.headers()).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("JMSType", "kore.sim-status"),
                Map.entry("JMSCorrelationID", "t1"),
                Map.entry("JMSXGroupID", "HS1"),
                Map.entry("SimSid", "HS1"),
                Map.entry("SimStatus", "active"),
                Map.entry("SimUniqueName", "Müller \""),
                Map.entry("AccountSid", "AC1"),
                Map.entry("EventTime", "2026-03-01T09:59:59.500Z"),
                Map.entry("KoreIdempotencyToken", "t1"),
                Map.entry("KoreSequence", 7L),
                Map.entry("KoreContract", "1"),
                Map.entry("_AMQ_DUPL_ID", "j-7-2")));
        assertThat(message.body()).isEqualTo("{\"SimStatus\":\"active\",\"SimSid\":\"HS1\","
                + "\"SimUniqueName\":\"Müller \\\"\",\"AccountSid\":\"AC1\",\"X\":\"1\"}");
    }

    @Test
    void anotherForm() {
        EventMessage message = EventMessage.of(entry(EventKind.OTHER_FORM,
                "CommandSid=HC1&Status=received", Set.of(), TIME, Map.of()), "j", false);

        assertThat(message.headers()).containsEntry("JMSType", "kore.callback")
                .doesNotContainKeys("SimSid", "SimStatus", "SimUniqueName", "AccountSid");
        assertThat(message.body())
                .isEqualTo("{\"CommandSid\":\"HC1\",\"Status\":\"received\"}");
    }

    @Test
    void jsonIsPassedOnAsItCame() {
        String body = "{ \"SimStatus\" : \"active\", \"é\": 1.10 }";

        EventMessage message = EventMessage.of(
                entry(EventKind.JSON, body, Set.of(), TIME, Map.of()), "j", false);

        assertThat(message.headers()).containsEntry("JMSType", "kore.json")
                .doesNotContainKey("SimStatus");
        assertThat(message.body()).isEqualTo(body);
    }

    @Test
    void everyFlagIsTold() {
        EventMessage message = EventMessage.of(entry(EventKind.SIM_STATUS, "SimStatus=active",
                EnumSet.allOf(EventFlag.class), TIME, Map.of()), "j", false);

        assertThat(message.headers()).containsEntry("KoreFlags",
                "token-missing,token-odd,token-reused,date-missing,date-odd,date-far,unsigned,"
                        + "released,malformed");
    }

    @Test
    void withoutATimeOfItsOwnAnEventHasThatOfItsReceipt() {
        EventMessage message = EventMessage.of(entry(EventKind.SIM_STATUS, "SimStatus=active",
                Set.of(EventFlag.DATE_MISSING), null, Map.of()), "j", false);

        assertThat(message.headers()).containsEntry("EventTime", "2026-03-01T10:00:00Z");
    }

    @Test
    void unsignedParametersAreNamedSo() {
        EventMessage message = EventMessage.of(entry(EventKind.SIM_STATUS, "SimStatus=active",
                Set.of(), TIME, Map.of("SimStatus", "forged")), "j", false);

        assertThat(message.headers()).containsEntry("KoreUnsigned_SimStatus", "forged")
                .containsEntry("SimStatus", "active");
    }

    /** Else a consumer's broker would take a replay for a duplicate. */
    @Test
    void eachSendingHasADuplicateIdOfItsOwn() {
        JournalEntry first = entry(EventKind.JSON, "1", Set.of(), TIME, Map.of());

        assertThat(EventMessage.of(first, "j", false).headers().get("_AMQ_DUPL_ID"))
                .isNotEqualTo(EventMessage.of(first, "k", false).headers().get("_AMQ_DUPL_ID"))
                .isEqualTo("j-7-2");
    }

    @Test
    void aRowThatWasSpoiltIsNotSent() {
        JournalEntry spoilt =
                entry(EventKind.SIM_STATUS, "SimStatus=%zz", Set.of(), TIME, Map.of());

        assertThatThrownBy(() -> EventMessage.of(spoilt, "j", false))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("event 7");
    }

    private static JournalEntry entry(EventKind kind, String body, Set<EventFlag> flags,
            Instant time, Map<String, String> unsigned) {
        return new JournalEntry(7, 2, kind, "AC1", "t1", flags,
                kind == EventKind.SIM_STATUS ? "HS1" : null, null, time, RECEIVED,
                "a/b", body.getBytes(StandardCharsets.UTF_8), unsigned);
    }
}
