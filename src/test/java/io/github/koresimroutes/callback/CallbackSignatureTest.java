package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackSignatureTest {

    private static final String FIELDS = "field1=value1&field2=value2";
    private static final String ROOT = "https://testendpoint.com";
    private static final String V1 =
            "f562d3959f68b5a30fc7a63f8bbf40987f633575f4231ffceb4f76dd154ea3ce";
    private static final String TEST_EVENT = """
            [{"data":{"test_id":"88bf54a9-f2fb-40b6-8faf-e6c5a3c348d2"},\
            "id":"fff521c2-c7db-4b53-a5a0-c5d5d01f66ce",\
            "time":"2024-09-25T19:09:48.5842087+00:00",\
            "type":"com.kore.eventstreams.test.event","source":"kore-events",\
            "dataschema":"/schemas/test/1","specversion":"1.0",\
            "datacontenttype":"application/json"}]""";

    @Test
    void signsTheFormOfKoresPage() {
        assertThat(sign("12345", "POST", ROOT, FIELDS)).isEqualTo(V1);
    }

    @Test
    void signsTheFormOfTheOlderEditionOfKoresPage() {
        assertThat(sign("secret12345", "POST", ROOT, FIELDS)).isEqualTo(
                "4fdba0cb1394cc8d17b8dabb04634aa9a951021a7b161f9c7a2186cd490b18b2");
    }

    @Test
    void signsTheMinifiedJsonOfKoresPage() {
        assertThat(sign("a35974bdf1c769b8bb", "POST", ROOT,
                "{\"field1\":\"value1\",\"field2\":\"value2\"}")).isEqualTo(
                "d21c555b37789cdb9433a85760d326f0c637d5c17676b8dc49918ec629c67d59");
    }

    @Test
    void signsTheTestEventOfKoresPortal() {
        assertThat(sign("f4d430d03cff6f03e1", "POST", ROOT, TEST_EVENT)).isEqualTo(
                "ebada5751c4fea18becf9eea29f239fd3a62805e817bdc730a0c9fa589201592");
    }

    @Test
    void signsKoresSampleBody() {
        assertThat(sign("12345", "POST", ROOT + "/path", CallbackScenario.KORE_SAMPLE)).isEqualTo(
                "6458a982c7da49053e05a0250f2f842bfb8f5b6243951140d39e28e8057f5a4b");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  0f0f5a6f2054c7e605af9ecaa614bdacf6cff6750c6b076e1f614d4922f9cbca",
        "POST, d506714e373b5d94e6a6ce46072e15d23ca4f9f047ed482241a8e9f40fc6c0fc"})
    void signsARequestWithoutABody(String method, String expected) {
        assertThat(sign("12345", method, ROOT + "/path", "")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/,    6ffa792e6cfb5b49163738d01b0f8e5e8edb5b431ba88e7548fb2a625154275a",
        ":443, 2cb26fb024e44023ec4df355f28a850f75b33516c43da59fb3fabb8ddd682d1f"})
    void aSlashOrAPortThatKoreWasNotGivenDoesNotVerify(String suffix, String expected) {
        assertThat(sign("12345", "POST", ROOT + suffix, FIELDS)).isEqualTo(expected);
        assertThat(matches(V1, "12345", ROOT + suffix)).isFalse();
        assertThat(matches(V1, "12345", CallbackSignature.signedUrl(ROOT + suffix))).isFalse();
    }

    @Test
    void digitsOfEitherCaseMatch() {
        assertThat(matches(V1, "12345", ROOT)).isTrue();
        assertThat(matches(V1.toUpperCase(), "12345", ROOT)).isTrue();
    }

    @Test
    void anySingleWrongDigitDoesNotMatch() {
        for (int i = 0; i < 64; i++) {
            char other = V1.charAt(i) == '0' ? '1' : '0';
            String wrong = V1.substring(0, i) + other + V1.substring(i + 1);
            assertThat(matches(wrong, "12345", ROOT)).as(wrong).isFalse();
        }
    }

    @Test
    void whatIsNotExactly64HexadecimalDigitsNeverMatches() {
        // The last is a digit, but of another script.
        for (String wrong : new String[] {"", " ", V1.substring(1), V1.substring(0, 63), V1 + "0",
                "0" + V1, " " + V1, V1 + "\n", V1.replace('f', 'g'), V1.replace('0', '٠')}) {
            assertThat(matches(wrong, "12345", ROOT)).as(wrong).isFalse();
        }
        assertThat(matches(null, "12345", ROOT)).isFalse();
    }

    @Test
    void anEmptySecretNeitherSignsNorVerifies() {
        String computableByAnybody = HexFormat.of().formatHex(
                CallbackSignature.sha256(("POST" + ROOT + FIELDS).getBytes(UTF_8)));
        assertThat(matches(computableByAnybody, "", ROOT)).isFalse();
        assertThatThrownBy(() -> sign("", "POST", ROOT, FIELDS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://testendpoint.com#cbs=kore,            https://testendpoint.com",
        "https://testendpoint.com?foo1=bar1&foo2=bar2, https://testendpoint.com",
        "https://h/a/?x#y?z,                           https://h/a/",
        "https://h/a#y?z,                              https://h/a",
        "https://h:443/a/,                             https://h:443/a/",
        "HTTP://Host.Example/%7Ea/../b//,              HTTP://Host.Example/%7Ea/../b//",
        "https://u:p@h/,                               https://u:p@h/",
        "http://[::1]:8080/k,                          http://[::1]:8080/k",
        "https://under_score/ä,                        https://under_score/ä"})
    void onlyQueryAndFragmentAreDroppedFromAUrl(String configured, String signed) {
        assertThat(CallbackSignature.signedUrl(configured)).isEqualTo(signed);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "/hook-s3cret", "ftp://h/hook-s3cret", "https:/h/hook-s3cret",
        "https://", "https:///hook-s3cret", "https://?h", "https://:443/hook-s3cret",
        " https://h/hook-s3cret", "https://h/hook-s3cret ", "https://h/\nhook-s3cret", "h.example"})
    void whatIsNoAbsoluteHttpUrlIsRefusedWithoutRepeatingIt(String configured) {
        assertThatThrownBy(() -> CallbackSignature.signedUrl(configured))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absolute http or https")
                .hasMessageNotContaining("s3cret");
    }

    private static String sign(String secret, String method, String url, String body) {
        return CallbackSignature.sign(secret, method, url, body.getBytes(UTF_8));
    }

    private static boolean matches(String signature, String secret, String url) {
        return CallbackSignature.matches(
                signature, secret.getBytes(UTF_8), "POST", url, FIELDS.getBytes(UTF_8));
    }
}
