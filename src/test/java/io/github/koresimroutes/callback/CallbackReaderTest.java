package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.CallbackScenario.TOKEN;
import static io.github.koresimroutes.callback.CallbackScenario.valid;
import static io.github.koresimroutes.callback.CallbackScenario.validJson;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackReaderTest {

    @Test
    void koresSampleBecomesAnOrdinarySimStatusEvent() throws Exception {
        SimEvent event = valid().event();
        assertThat(event.kind()).isEqualTo(EventKind.SIM_STATUS);
        assertThat(event.accountSid()).isEqualTo("AC3ba717b1d236e6c4a835e46130267eb4");
        assertThat(event.simSid()).isEqualTo("HSab3f06be8f5d32caecb91e8a306c6c08");
        assertThat(event.simStatus()).isEqualTo("active");
        assertThat(event.token()).isEqualTo(TOKEN);
        assertThat(event.flags()).isEmpty();
        assertThat(event.eventTime()).isEqualTo("2024-09-25T19:09:48Z");
        assertThat(event.receivedAt()).isEqualTo(CallbackScenario.RECEIVED_AT);
        assertThat(event.contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(event.body()).isEqualTo(CallbackScenario.KORE_SAMPLE.getBytes(UTF_8));
        assertThat(event.secretLabel()).isEqualTo("current");
        assertThat(event.unsignedParameters()).isEmpty();
    }

    @Test
    void theBodyHashIsItsSha256() throws Exception {
        assertThat(HexFormat.of().formatHex(valid().withBody("abc").event().bodyHash())).isEqualTo(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void aFormWithoutSimStatusIsStillAnEvent() throws Exception {
        SimEvent event = valid().withBody("CommandSid=HC1&AccountSid=AC1").event();
        assertThat(event.kind()).isEqualTo(EventKind.OTHER_FORM);
        assertThat(event.accountSid()).isEqualTo("AC1");
        assertThat(event.simSid()).isNull();
        assertThat(event.simStatus()).isNull();
    }

    @Test
    void anEmptyFormIsStillAnEvent() throws Exception {
        SimEvent event = valid().withBody("").event();
        assertThat(event.kind()).isEqualTo(EventKind.OTHER_FORM);
        assertThat(event.accountSid()).isEmpty();
    }

    @Test
    void jsonIsAnEventThatNamesNoSim() throws Exception {
        SimEvent event = validJson("{\"SimStatus\":\"active\",\"AccountSid\":\"AC1\"}").event();
        assertThat(event.kind()).isEqualTo(EventKind.JSON);
        assertThat(event.contentType()).isEqualTo("application/json");
        assertThat(event.accountSid()).isEmpty();
        assertThat(event.simStatus()).isNull();
    }

    @Test
    void aStatusThatIsNotYetKnownIsKept() throws Exception {
        SimEvent event = valid().withBody("SimStatus=going+home&New=1").event();
        assertThat(event.kind()).isEqualTo(EventKind.SIM_STATUS);
        assertThat(event.simStatus()).isEqualTo("going home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C3%BC", "a%00", "a%0A", "%7F",
        "12345678901234567890123456789012345678901234567890123456789012345"})
    void whatFitsNoShortColumnStaysInTheBodyOnly(String value) throws Exception {
        String body = "SimStatus=" + value + "&SimSid=" + value + "&AccountSid=" + value;
        SimEvent event = valid().withBody(body).event();
        assertThat(event.kind()).isEqualTo(EventKind.SIM_STATUS);
        assertThat(event.accountSid()).isEmpty();
        assertThat(event.simSid()).isNull();
        assertThat(event.simStatus()).isNull();
        assertThat(event.body()).isEqualTo(body.getBytes(UTF_8));
    }

    @Test
    void sixtyFourCharactersFit() throws Exception {
        assertThat(valid().withBody("SimStatus=" + "a".repeat(64)).event().simStatus()).hasSize(64);
    }

    @Test
    void anEventWithoutATokenHasARandomKeyOfItsOwn() throws Exception {
        for (String[] none : new String[][] {{}, {""}, {" \t"}}) {
            SimEvent event = valid().withTokens(none).event();
            assertThat(event.token()).matches("own:[0-9a-f-]{36}")
                    .isNotEqualTo(valid().withTokens(none).event().token());
            assertThat(event.flags()).containsExactly(EventFlag.TOKEN_MISSING);
        }
    }

    @Test
    void anOddTokenIsKeptAsItsHash() throws Exception {
        for (String odd : new String[] {"a b", "ü", "\u0001", "x".repeat(256)}) {
            SimEvent event = valid().withTokens(odd).event();
            assertThat(event.token()).isEqualTo("sha256:" + HexFormat.of().formatHex(
                    CallbackSignature.sha256(odd.getBytes(UTF_8))));
            assertThat(event.flags()).containsExactly(EventFlag.TOKEN_ODD);
        }
    }

    @Test
    void aPlainTokenIsKeptTrimmed() throws Exception {
        assertThat(valid().withTokens(" RQ1 ").event().token()).isEqualTo("RQ1");
        assertThat(valid().withTokens("x".repeat(255)).event().token()).hasSize(255);
        assertThat(valid().withTokens("x".repeat(255)).event().flags()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-09-25T19:09:48Z,              2024-09-25T19:09:48Z",
        "' 2024-09-25T19:09:48Z ',          2024-09-25T19:09:48Z",
        "2024-09-25T19:09:48.5842087+00:00, 2024-09-25T19:09:48.584208700Z",
        "2024-09-25T21:09:48+02:00,         2024-09-25T19:09:48Z"})
    void anIsoDateIsTheEventsTime(String header, Instant time) throws Exception {
        SimEvent event = valid().withDates(header).event();
        assertThat(event.eventTime()).isEqualTo(time);
        assertThat(event.flags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 25 Sep 2024 19:09:48 GMT", "2024-09-25", "2024-09-25T19:09:48",
        "2024-02-30T00:00:00Z", "1727291388", "now", "+999999999-12-31T23:59:59Z",
        "-0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "99999999999999999999"})
    void anyOtherDateIsFlaggedOnly(String header) throws Exception {
        SimEvent event = valid().withDates(header).event();
        assertThat(event.eventTime()).isNull();
        assertThat(event.flags()).containsExactly(EventFlag.DATE_ODD);
    }

    @Test
    void aMissingDateIsFlaggedOnly() throws Exception {
        for (String[] none : new String[][] {{}, {""}, {" "}}) {
            SimEvent event = valid().withDates(none).event();
            assertThat(event.eventTime()).isNull();
            assertThat(event.flags()).containsExactly(EventFlag.DATE_MISSING);
        }
    }

    @Test
    void onlyNamedQueryParametersComeAlongInTheirOrder() throws Exception {
        assertThat(valid().withQuery("site=K%C3%B6ln+1&x=1&ten%61nt=a&tenant=b").event()
                .unsignedParameters()).containsExactly(entry("site", "Köln 1"),
                entry("tenant", "a"));
    }

    @Test
    void aMalformedQueryParameterIsSkipped() throws Exception {
        assertThat(valid().withQuery("&&=&%&%zz=1&tenant=%&tenant=%FF&tenant=ü&tenant=\uD800&site="
                + "x".repeat(1001) + "&tenant=b").event().unsignedParameters())
                .containsExactly(entry("tenant", "b"));
        assertThat(valid().withQuery("").event().unsignedParameters()).isEmpty();
        assertThat(valid().withQuery("site").event().unsignedParameters())
                .containsExactly(entry("site", ""));
    }

    @Test
    void theQueryNeverReplacesWhatIsSigned() throws Exception {
        SimEvent event = valid().withQuery("SimStatus=inactive&AccountSid=AC2").event();
        assertThat(event.simStatus()).isEqualTo("active");
        assertThat(event.unsignedParameters()).isEmpty();
    }

    @Test
    void whatIsReleasedThoughMalformedIsOneJsonStringOfItsSignedBytes() throws Exception {
        byte[] signed = "SimStatus=a&SimStatus=b\u0080\"".getBytes(ISO_8859_1);
        SimEvent event = reader().readMalformed(
                valid().withUnsignedBody(signed).signedOver(signed).verify());
        assertThat(event.kind()).isEqualTo(EventKind.JSON);
        assertThat(event.body())
                .isEqualTo("\"SimStatus=a&SimStatus=b\u0080\\\"\"".getBytes(UTF_8));
        assertThat(event.flags()).containsExactly(EventFlag.MALFORMED);
        assertThat(event.simStatus()).as("nothing is taken from such a body").isNull();
        assertThat(event.token()).isEqualTo(TOKEN);
    }

    @Test
    void aFlagThatIsAddedReplacesNone() throws Exception {
        SimEvent event = valid().withTokens().event();
        assertThat(event.flagged(EventFlag.RELEASED).flags())
                .containsExactly(EventFlag.TOKEN_MISSING, EventFlag.RELEASED);
        assertThat(event.flagged(EventFlag.RELEASED).flagged(EventFlag.RELEASED).flags())
                .hasSize(2);
        assertThat(event.flags()).containsExactly(EventFlag.TOKEN_MISSING);
    }

    @Test
    void theTextOfRequestAndEventSaysOnlyWhatMayBeLogged() throws Exception {
        assertThat(valid().request()).hasToString("CallbackRequest[POST, 145 bytes]");
        assertThat(valid().event()).hasToString("SimEvent[SIM_STATUS, 145 bytes]");
    }

    @Test
    void signedJsonCannotBePassedOffAsAForm() {
        String json = "{\"sim_unique_name\":\"&SimStatus=inactive&SimSid=HS1&\"}";
        assertThat(validJson(json).refusal()).isNull();
        assertThat(validJson(json).withContentTypes("application/x-www-form-urlencoded").refusal())
                .isEqualTo(Refusal.FORM_BYTES);
    }

    @Test
    void aSignedFormCannotBePassedOffAsJson() {
        assertThat(valid().withContentTypes("application/json").refusal())
                .isEqualTo(Refusal.JSON_STRICT);
    }

    private static CallbackReader reader() {
        return new CallbackReader(Set.of(), CallbackScenario.ANY_DATE);
    }
}
