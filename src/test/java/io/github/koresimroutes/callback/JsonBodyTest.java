package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "true", "-0", "\"\"", " \t\r\n{ } \t\r\n",
        "{\"a\":{\"b\":1},\"b\":[{\"a\":1},{\"a\":2}]}",
        "[1e400,-81.8090,\"\\ud83d\\ude9a 🚚\"]"})
    void oneDocumentIsTaken(String body) {
        assertThatCode(() -> JsonBody.requireStrict(body.getBytes(UTF_8)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1", "{}}", "{} {}", "1 2", "{}\u0000", "{}\f", "{}x",
        "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "[01]", "[+1]", "[.5]", "[1.]", "[NaN]", "[0x1]",
        "\"\t\"", "\"\\x\"", "\"\\u12\"", "\"a", "// c\n1", "1 /* c */", "tru", "truefalse",
        "\uFEFF{}", "\u00A0{}", "a=1&b=2"})
    void whatIsNotOneDocumentIsRefused(String body) {
        refuses(body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"a\":3}",
        "{\"a\":1,\"\\u0061\":2}", "[{\"x\":{\"a\":1,\"a\":2}}]"})
    void aRepeatedKeyIsRefusedHoweverItIsWritten(String body) {
        refuses(body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22fc22", "2280c2", "22c0af22", "22eda08022", "7b7d80", "fffe7b007d00"})
    void whatIsNoUtf8IsRefused(String hex) {
        refuses(HexFormat.of().parseHex(hex));
    }

    /** RFC 8259 has ASCII digits only; a parser that takes others reads another document. */
    @ParameterizedTest
    @ValueSource(strings = {"[\"\\u00\u0664\u0661\"]", "[\"\\u\uFF10041\"]", "[\"\\u004\u0661\"]"})
    void anEscapeWithOtherThanAsciiDigitsIsRefused(String body) {
        refuses(body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"\\u0041\u0664\"]", "[\"\\\\u\u0664\u0664\u0664\u0664\"]", "[\"\u0664\"]"})
    void otherDigitsOutsideOfAnEscapeAreText(String body) throws Exception {
        JsonBody.requireStrict(body.getBytes(UTF_8));
    }

    @Test
    void otherUnicodeEncodingsAreNotGuessed() {
        refuses("{}".getBytes(UTF_16LE));
    }

    @Test
    void sixtyFourLevelsAreTakenAndNotOneMore() throws Exception {
        JsonBody.requireStrict(("[".repeat(64) + "]".repeat(64)).getBytes(UTF_8));
        refuses(("[".repeat(65) + "]".repeat(65)).getBytes(UTF_8));
        refuses("[".repeat(1_000_000).getBytes(UTF_8));
    }

    @Test
    void numbersAndKeysAreTakenUpToTheParsersLimits() throws Exception {
        JsonBody.requireStrict(("[" + "1".repeat(1000) + "]").getBytes(UTF_8));
        refuses(("[" + "1".repeat(1001) + "]").getBytes(UTF_8));
        JsonBody.requireStrict(("{\"" + "k".repeat(50_000) + "\":1}").getBytes(UTF_8));
        refuses(("{\"" + "k".repeat(50_001) + "\":1}").getBytes(UTF_8));
    }

    @Test
    void minifyingDropsOnlyTheSpaceOutsideStrings() {
        String body = " { \"a b\" :\t[ 1 ,\r\n-81.8090 , 1.0E+2 ] , "
                + "\"c\\\\\" : \"x \\\" y \\u002B \\/ AT&T ü \" } \n";
        assertThat(minified(body)).isEqualTo(
                "{\"a b\":[1,-81.8090,1.0E+2],\"c\\\\\":\"x \\\" y \\u002B \\/ AT&T ü \"}");
    }

    @Test
    void rewritingUndoesTheEscapesThatJsonDoesNotRequire() {
        assertThat(rewritten("[ \"\\u002B \\/ AT\\u0026T \\u00fc \\ud83d\\ude9a \\\" \\\\ \\n\" ]"))
                .isEqualTo("[\"+ / AT&T ü 🚚 \\\" \\\\ \\n\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-81.8090", "1.0", "1.50E+10", "1e-05", "-0", "-0.0", "1E400", "0.10",
        "123456789012345678901234567890", "3.141592653589793238462643383279502884"})
    void theDigitsOfANumberStay(String number) {
        assertThat(rewritten("[ " + number + " ]")).isEqualTo("[" + number + "]");
        assertThat(rewritten(number)).isEqualTo(number);
    }

    @Test
    void theOrderOfKeysStays() {
        assertThat(rewritten("{\"b\": 1, \"a\": {\"d\": null, \"c\": [true, false]}}"))
                .isEqualTo("{\"b\":1,\"a\":{\"d\":null,\"c\":[true,false]}}");
    }

    @Test
    void halfASurrogatePairIsNotRewrittenAsAQuestionMark() {
        byte[] body = "[\"\\ud800\"]".getBytes(UTF_8);
        assertThat(JsonBody.reserialise(body)).isEmpty();
        assertThat(JsonBody.minify(body)).hasValue(body);
    }

    @ParameterizedTest
    @CsvSource({"'[1 2]'", "'{\"a\":1,\"a\":2}'", "'tr ue'", "''", "'\"\\'"})
    void whatIsNotStrictIsNeverMinified(String body) {
        assertThat(JsonBody.minify(body.getBytes(UTF_8))).isEmpty();
        assertThat(JsonBody.reserialise(body.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void garbageIsNeverMinifiedAndNeverThrows() {
        Random random = new Random(42);
        byte[] alphabet = "[]{}\",:\\u0aeE+-.1 \n\tntrfals\u0000ü".getBytes(UTF_8);
        for (int i = 0; i < 10_000; i++) {
            byte[] body = new byte[random.nextInt(12)];
            for (int j = 0; j < body.length; j++) {
                body[j] = alphabet[random.nextInt(alphabet.length)];
            }
            assertThatCode(() -> JsonBody.reserialise(body)).doesNotThrowAnyException();
            JsonBody.minify(body).ifPresent(minified ->
                    assertThat(JsonBody.minify(minified)).hasValue(minified));
        }
    }

    private static String minified(String body) {
        return new String(JsonBody.minify(body.getBytes(UTF_8)).orElseThrow(), UTF_8);
    }

    private static String rewritten(String body) {
        return new String(JsonBody.reserialise(body.getBytes(UTF_8)).orElseThrow(), UTF_8);
    }

    private static void refuses(byte[] body) {
        assertThatExceptionOfType(CallbackRefusedException.class)
                .as(new String(body, UTF_8))
                .isThrownBy(() -> JsonBody.requireStrict(body))
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.JSON_STRICT));
    }
}
