package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormBodyTest {

    @Test
    void readsKoresSampleInItsOrder() throws Exception {
        assertThat(parse(CallbackScenario.KORE_SAMPLE)).containsExactly(
                entry("ApiVersion", "v1"),
                entry("SimUniqueName", "my_super_sim"),
                entry("SimSid", "HSab3f06be8f5d32caecb91e8a306c6c08"),
                entry("SimStatus", "active"),
                entry("AccountSid", "AC3ba717b1d236e6c4a835e46130267eb4"));
    }

    @Test
    void decodesUmlautsPlusAndPercent() throws Exception {
        assertThat(parse("n=M%C3%BCller+%2B%20S%c3%b6hne&p=100%25&k=%F0%9F%9A%9A&a%3Db=%26"))
                .containsExactly(entry("n", "Müller + Söhne"), entry("p", "100%"),
                        entry("k", "🚚"), entry("a=b", "&"));
    }

    @Test
    void anEmptyParameterDiffersFromAMissingOne() throws Exception {
        assertThat(parse("SimUniqueName=&SimSid=HS1")).containsEntry("SimUniqueName", "");
        assertThat(parse("SimUniqueName&SimSid=HS1")).containsEntry("SimUniqueName", "");
        assertThat(parse("SimSid=HS1")).doesNotContainKey("SimUniqueName");
    }

    @Test
    void onlyTheFirstEqualsSignDivides() throws Exception {
        assertThat(parse("Payload=QUI=&x==")).containsExactly(
                entry("Payload", "QUI="), entry("x", "="));
    }

    @Test
    void aValueMayStandWithoutAName() throws Exception {
        assertThat(parse("=1&a=2")).containsExactly(entry("", "1"), entry("a", "2"));
    }

    @Test
    void nothingBetweenAmpersandsIsNoParameter() throws Exception {
        assertThat(parse("")).isEmpty();
        assertThat(parse("&&")).isEmpty();
        assertThat(parse("&a=1&&b=2&")).containsExactly(entry("a", "1"), entry("b", "2"));
    }

    @Test
    void everyByteThatNoEncoderWritesIsRefused() {
        for (int b = 0; b < 256; b++) {
            String body = "a=1" + (char) b;
            if (b < 0x21 || b > 0x7E || b == '"') {
                refuses(body, Refusal.FORM_BYTES);
            } else if (b == '%') {
                refuses(body, Refusal.FORM_ESCAPES);
            } else {
                assertThatNoException().as(body).isThrownBy(() -> parse(body));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%4&b=1", "a=%G0", "a=%0G", "a=%%41", "%=1", "a=%-1",
        "a=%+1"})
    void aMalformedEscapeIsRefused(String body) {
        refuses(body, Refusal.FORM_ESCAPES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%FC", "%FC=a", "a=%80", "a=%C3", "a=%C0%AF", "a=%ED%A0%80",
        "a=%F5%80%80%80", "a=%C3&b=%BC"})
    void whatIsNoUtf8IsRefused(String body) {
        refuses(body, Refusal.FORM_TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=1", "a=1&b=2&a=3", "a&a", "SimStatus=a&SimSt%61tus=b", "=1&=2",
        "a+b=1&a%20b=2"})
    void aRepeatedParameterIsRefusedHoweverItIsWritten(String body) {
        refuses(body, Refusal.FORM_REPEATED);
    }

    @Test
    void namesThatDifferInCaseAreTwoParameters() throws Exception {
        assertThat(parse("a=1&A=2")).hasSize(2);
    }

    @Test
    void atMostAHundredParametersAreTaken() throws Exception {
        assertThat(parse(parameters(100))).hasSize(100);
        refuses(parameters(101), Refusal.FORM_SIZE);
    }

    @Test
    void namesAndValuesAreMeasuredDecoded() throws Exception {
        assertThat(parse("%C3%BC".repeat(100) + "=" + "%41".repeat(10_000))).hasSize(1);
        refuses("a".repeat(101) + "=1", Refusal.FORM_SIZE);
        refuses("a=" + "b".repeat(10_001), Refusal.FORM_SIZE);
    }

    private static String parameters(int count) {
        return IntStream.range(0, count).mapToObj(i -> "p" + i + "=1")
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> parse(String body) throws CallbackRefusedException {
        return FormBody.parse(body.getBytes(ISO_8859_1));
    }

    private static void refuses(String body, Refusal refusal) {
        assertThatExceptionOfType(CallbackRefusedException.class)
                .as(body)
                .isThrownBy(() -> parse(body))
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(refusal));
    }
}
