package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** {@link JsonBody} takes and refuses what {@link JsonOracle} does, and reads the same. */
class JsonBodyPropertyTest {

    /** What breaks a rule, or nearly does; bytes outside of ASCII one by one. */
    private static final String[] PIECES = {
        "", "{", "}", "[", "]", ",", ":", "\"", "\"\"", "\"a\"", "\"a\":1", "\"\\u0061\":2",
        "\"AccountSid\":\"AC1\"", "\"account_sid\":", "0", "1", "-", ".", "e", "+", "-81.8090",
        "true", "null", "nul", "\\", "\\u", "\\ud800", "\\udc00", "\\u00e9", "\\/", "\\\"",
        "\\x", " ", "\t", "\n", "\r", "\f", "\u0000", "\u007f", "\u0080", "\u00c3", "\u00bc",
        "\u00ff", "\u00ef\u00bb\u00bf", "\u00c2\u00a0", "\u00ed\u00a0\u0080", "[]", "{}",
        "\u0080\u0000\u0000\u0000", "//", "/*", "'a'", "NaN", "a", "[1]", "{\"a\":[1]}"};

    @Property(tries = 3000)
    void everyDocumentIsTakenHoweverItIsWritten(
            @ForAll("documents") Documents.Document document, @ForAll("spaces") List<String> spaces)
            throws Exception {
        byte[] body = document.spaced(spaces).getBytes(UTF_8);
        JsonBody.requireStrict(body);
        assertThat(text(JsonBody.minify(body))).hasValue(document.minified());
        assertThat(text(JsonBody.reserialise(body))).hasValue(document.plain());
    }

    @Property(tries = 2000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void aRepeatedNameIsRefusedHoweverItIsWritten(
            @ForAll("withRepeats") Documents.Document document,
            @ForAll("spaces") List<String> spaces) {
        Statistics.collect(assertAgrees(Documents.utf8(document.spaced(spaces))));
        assertBothKindsCame();
    }

    @Property(tries = 3000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void documentsOfNearMissesAreReadAsTheGrammarSays(@ForAll("nearMisses") String body) {
        Statistics.collect(assertAgrees(body));
        Statistics.coverage(kinds -> kinds.check(true).percentage(share -> share > 0.5));
    }

    @Property(tries = 3000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void changedDocumentsAreReadAsTheGrammarSays(@ForAll("changed") String body) {
        Statistics.collect(assertAgrees(body));
        assertBothKindsCame();
    }

    @Property(tries = 3000)
    void anyBytesAreReadAsTheGrammarSays(@ForAll("anything") String body) {
        assertAgrees(body);
    }

    @Property(tries = 200)
    void documentsAboutTheDepthAreReadAsTheGrammarSays(
            @ForAll @IntRange(min = 60, max = 68) int levels,
            @ForAll("opening") List<String> open) {
        StringBuilder document = new StringBuilder("1");
        for (int i = 0; i < levels; i++) {
            String opening = open.get(i % open.size());
            document.insert(0, opening).append(opening.startsWith("{") ? "}" : "]");
        }
        assertThat(assertAgrees(document.toString())).isEqualTo(levels <= 64);
    }

    @Property(tries = 2000)
    void anyBytesAreQuotedAsOneStringThatSaysThem(@ForAll("anything") String bytes) {
        String quoted = new String(JsonBody.quoted(Bodies.bytes(bytes)), UTF_8);
        assertThat(quoted).isEqualTo(JsonOracle.quoted(bytes));
    }

    @Provide
    Arbitrary<Documents.Document> documents() {
        return Documents.documents();
    }

    @Provide
    Arbitrary<Documents.Document> withRepeats() {
        return Documents.documentsWithRepeats();
    }

    @Provide
    Arbitrary<List<String>> spaces() {
        return Documents.spaces();
    }

    @Provide
    Arbitrary<String> nearMisses() {
        return Bodies.of(PIECES);
    }

    @Provide
    Arbitrary<String> changed() {
        return Bodies.changed(Combinators.combine(documents(), spaces())
                .as((document, spaces) -> Documents.utf8(document.spaced(spaces))), PIECES);
    }

    @Provide
    Arbitrary<String> anything() {
        return Bodies.anything();
    }

    @Provide
    Arbitrary<List<String>> opening() {
        return Arbitraries.of("[", "{\"a\":", "[0,", " [ ", "{\"b\":0,\"a\":").list()
                .ofMinSize(1).ofMaxSize(5);
    }

    /** Enough of what is strict and of what is not, or a property says little. */
    private static void assertBothKindsCame() {
        Statistics.coverage(kinds -> {
            kinds.check(true).percentage(share -> share > 1);
            kinds.check(false).percentage(share -> share > 1);
        });
    }

    /** Whether the document is strict, of which parser and oracle must be of one mind. */
    private static boolean assertAgrees(String text) {
        byte[] body = Bodies.bytes(text);
        Optional<JsonOracle.Reading> oracle = JsonOracle.read(body);
        assertThat(text(JsonBody.minify(body))).isEqualTo(oracle.map(JsonOracle.Reading::minified));
        assertThat(text(JsonBody.reserialise(body))).isEqualTo(
                oracle.flatMap(JsonOracle.Reading::rewritten));
        assertThat(accounts(body)).isEqualTo(oracle.map(JsonOracle.Reading::accounts));
        return oracle.isPresent();
    }

    private static Optional<Set<String>> accounts(byte[] body) {
        try {
            return Optional.of(JsonBody.accountSids(body));
        } catch (CallbackRefusedException e) {
            assertThat(e.refusal()).isEqualTo(Refusal.JSON_STRICT);
            return Optional.empty();
        }
    }

    private static Optional<String> text(Optional<byte[]> bytes) {
        return bytes.map(each -> new String(each, UTF_8));
    }
}
