package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.CallbackScenario.URL;
import static io.github.koresimroutes.callback.CallbackScenario.valid;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@link CallbackReader}: an event says what was signed, and fits where it is stored. */
class ReaderPropertyTest {

    private static final CallbackReader READER =
            new CallbackReader(Set.of("q"), CallbackScenario.ANY_DATE);

    @Property(tries = 1500)
    void anEventSaysWhatTheFormSaysOrNothing(@ForAll("forms") String body) throws Exception {
        FormOracle form = FormOracle.read(Bodies.bytes(body));
        VerifiedCallback verified = verify(valid(), body);
        try {
            SimEvent event = READER.read(verified);
            assertThat(form.broken()).isEmpty();
            assertThat(event.kind() == EventKind.SIM_STATUS)
                    .isEqualTo(form.parameters().containsKey("SimStatus"));
            assertThat(event.accountSid()).isEqualTo(column(form, "AccountSid", ""));
            assertThat(event.simSid()).isEqualTo(column(form, "SimSid", null));
            assertThat(event.simStatus()).isEqualTo(column(form, "SimStatus", null));
            assertThat(event.body()).isEqualTo(Bodies.bytes(body));
            assertThat(HexFormat.of().formatHex(event.bodyHash()))
                    .isEqualTo(ExtensibleSha256.hash(Bodies.bytes(body)));
        } catch (CallbackRefusedException e) {
            assertThat(form.broken()).contains(e.refusal());
        }
    }

    /** The headers are not signed: whoever knows one callback may write any into them. */
    @Property(tries = 1500)
    void whateverTheUnsignedHeadersSayTheEventFitsItsColumns(@ForAll("header") String token,
            @ForAll("header") String date, @ForAll("header") String query) throws Exception {
        SimEvent event = READER.read(verify(valid().withTokens(token).withDates(date)
                .withQuery("q=" + query), CallbackScenario.KORE_SAMPLE));
        assertThat(event.token()).matches("[!-~]{1,255}");
        assertThat(event.simStatus()).isEqualTo("active");
        assertThat(event.unsignedParameters().keySet()).isSubsetOf("q");
        // Not what another request's token could be as well.
        assertThat(event.token().equals(token.strip()) || event.token().matches(
                "own:[0-9a-f-]{36}|sha256:[0-9a-f]{64}")).isTrue();
    }

    @Property(tries = 2000)
    void whatWasReleasedByHandKeepsEverySignedByte(@ForAll("anything") String body)
            throws Exception {
        SimEvent event = READER.readMalformed(verify(valid(), body));
        assertThat(new String(event.body(), UTF_8)).isEqualTo(JsonOracle.quoted(body));
        assertThat(event.kind()).isEqualTo(EventKind.JSON);
        assertThat(event.flags()).containsExactly(EventFlag.MALFORMED);
    }

    @Provide
    Arbitrary<String> forms() {
        Arbitrary<String> genuine = Bodies.koreForms().map(Bodies.Form::body);
        Arbitrary<String> aboutTheColumns = Combinators.combine(
                Arbitraries.of("SimStatus=", "SimSid=", "AccountSid="),
                Arbitraries.integers().between(61, 66),
                Arbitraries.of("a", "%20", "~", "%7F", "%C3%BC"))
                .as((name, length, last) -> name + "a".repeat(length - 1) + last);
        return Arbitraries.oneOf(genuine, aboutTheColumns, Bodies.changed(genuine, "", "&", "=", "%", "%0A", "a",
                "%C3%BC", "\u0080", "SimStatus=", "&AccountSid=", "a".repeat(40)));
    }

    @Provide
    Arbitrary<String> header() {
        return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(20), Bodies.text(),
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(250).ofMaxLength(260),
                Arbitraries.of("", " ", "2026-11-24T10:00:00Z", "9999-12-31T23:59:59Z",
                        "+10000-01-01T00:00:00Z", "own:", "%C3%BC"));
    }

    @Provide
    Arbitrary<String> anything() {
        return Bodies.anything();
    }

    private static String column(FormOracle form, String name, String otherwise) {
        String value = form.parameters().get(name);
        return value != null && value.length() <= 64 && value.chars()
                .allMatch(c -> c >= ' ' && c <= '~') ? value : otherwise;
    }

    private static VerifiedCallback verify(CallbackScenario request, String body)
            throws CallbackRefusedException {
        return request.withUnsignedBody(Bodies.bytes(body)).withSignatures(SignatureOracle.sign(
                CallbackScenario.SECRET, "POST", URL, body)).verify();
    }
}
