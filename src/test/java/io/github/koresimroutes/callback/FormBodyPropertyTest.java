package io.github.koresimroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** {@link FormBody} takes and refuses what {@link FormOracle} does, and reads the same. */
class FormBodyPropertyTest {

    /** What breaks a rule, or nearly does. */
    private static final String[] PIECES = {
        "", "&", "=", "+", "%", "%4", "%41", "%6", "1", "a", "A", "b", "%61", "%zz", "%C3",
        "%bc", "%C3%BC", "%ED%A0%80", "%C0%AF", "%F0%9F%9A%9A", "%F4%90%80%80", "%00", "\u0000",
        "\u0080", "\u0080\u0000\u0000", "\u00fc", "\"", " ", "!", "~", "\u007f", "SimStatus",
        "&SimStatus=inactive", "&SimSt%61tus=", "%26", "%3D", "%%41"};

    @Property(tries = 2000)
    void everyFormThatKoreCanSendIsReadInItsOrder(@ForAll("koreForms") Bodies.Form form)
            throws Exception {
        assertThat(List.copyOf(FormBody.parse(Bodies.bytes(form.body())).entrySet()))
                .isEqualTo(List.copyOf(form.parameters().entrySet()));
    }

    @Property(tries = 5000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void formsOfNearMissesAreReadAsTheRulesSay(@ForAll("nearMisses") String body) {
        agrees(body);
    }

    @Property(tries = 2000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void changedGenuineFormsAreReadAsTheRulesSay(@ForAll("changedForms") String body) {
        agrees(body);
    }

    @Property(tries = 5000)
    void anyBytesAreReadAsTheRulesSay(@ForAll("anything") String body) {
        assertAgrees(body);
    }

    @Property(tries = 100)
    @StatisticsReport(StatisticsReportMode.OFF)
    void formsAboutTheLimitsAreReadAsTheRulesSay(@ForAll("largeForms") String body) {
        agrees(body);
    }

    @Provide
    Arbitrary<Bodies.Form> koreForms() {
        return Bodies.koreForms();
    }

    @Provide
    Arbitrary<String> nearMisses() {
        return Bodies.of(PIECES);
    }

    @Provide
    Arbitrary<String> changedForms() {
        return Bodies.changed(Bodies.koreForms().map(Bodies.Form::body), PIECES);
    }

    @Provide
    Arbitrary<String> anything() {
        return Bodies.anything();
    }

    @Provide
    Arbitrary<String> largeForms() {
        Arbitrary<String> letter = Arbitraries.of("a", "%41", "%C3%BC", "+");
        return Combinators.combine(
                Arbitraries.integers().between(98, 101), Arbitraries.integers().between(96, 101),
                Arbitraries.integers().between(9_998, 10_001), letter, letter)
                .as((count, nameLength, valueLength, inName, inValue) -> {
                    StringBuilder body = new StringBuilder(inName.repeat(nameLength)).append('=')
                            .append(inValue.repeat(valueLength));
                    for (int i = 1; i < count; i++) {
                        body.append("&p").append(i);
                    }
                    return body.toString();
                });
    }

    /** As {@link #assertAgrees}; enough of both kinds must come, or the property says little. */
    private static void agrees(String body) {
        boolean strict = assertAgrees(body);
        Statistics.collect(strict);
        Statistics.coverage(kinds -> {
            kinds.check(true).percentage(share -> share > 1);
            kinds.check(false).percentage(share -> share > 1);
        });
    }

    /** Whether the form is strict, of which parser and oracle must be of one mind. */
    private static boolean assertAgrees(String body) {
        FormOracle oracle = FormOracle.read(Bodies.bytes(body));
        try {
            Map<String, String> parsed = FormBody.parse(Bodies.bytes(body));
            assertThat(oracle.broken()).isEmpty();
            assertThat(List.copyOf(parsed.entrySet()))
                    .isEqualTo(List.copyOf(oracle.parameters().entrySet()));
        } catch (CallbackRefusedException e) {
            assertThat(oracle.broken()).contains(e.refusal());
        }
        return oracle.broken().isEmpty();
    }
}
