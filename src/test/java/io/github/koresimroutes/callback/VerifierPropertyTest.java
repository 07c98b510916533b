package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.CallbackScenario.URL;
import static io.github.koresimroutes.callback.CallbackScenario.valid;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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

/** {@link CallbackVerifier}: what it takes was signed, and what was signed it takes. */
class VerifierPropertyTest {

    private static final String SECRET = "12345";

    @Property(tries = 2000)
    void neitherOrderNorNumberOfSecretsMatters(@ForAll("secrets") List<String> secrets,
            @ForAll("secret") String signer, @ForAll("koreForms") Bodies.Form form,
            @ForAll Random random) {
        CallbackScenario request = signed(form.body(), signer, URL, form.body());
        List<String> shuffled = new ArrayList<>(secrets);
        Collections.shuffle(shuffled, random);
        for (List<String> configured : List.of(secrets, shuffled)) {
            Optional<VerifiedCallback> verified = verify(request, List.of(URL), configured);
            assertThat(verified.isPresent()).isEqualTo(secrets.contains(signer));
            verified.ifPresent(it -> assertThat(it.secret().bytes())
                    .isEqualTo(signer.getBytes(UTF_8)));
        }
    }

    @Property(tries = 2000)
    void everyConfiguredUrlVerifiesAndNoOther(@ForAll("urls") List<String> configured,
            @ForAll("url") String signed, @ForAll("koreForms") Bodies.Form form) {
        assertThat(verify(signed(form.body(), SECRET, signed, form.body()), configured,
                List.of(SECRET)).isPresent()).isEqualTo(configured.contains(signed));
    }

    /** URL and body are signed without a border: what is cut off one can stand in the other. */
    @Property(tries = 2000)
    void theBorderBetweenUrlAndBodyCannotBeMoved(@ForAll("koreForms") Bodies.Form form,
            @ForAll @IntRange(min = 1, max = 40) int characters) {
        String fewer = form.body().substring(characters);
        assertThat(verify(signed(fewer, SECRET, URL, form.body()))).isEmpty();

        int border = URL.length() - Math.min(characters, "/path".length());
        String more = URL.substring(border) + form.body();
        // One hash, two readings: only because the URL is a configured one is this refused.
        assertThat(SignatureOracle.sign(SECRET, "POST", URL.substring(0, border), more))
                .isEqualTo(SignatureOracle.sign(SECRET, "POST", URL, form.body()));
        assertThat(verify(signed(more, SECRET, URL, form.body()))).isEmpty();
    }

    @Property(tries = 2000)
    void spaceAroundTheTokensOfSignedJsonChangesNothing(
            @ForAll("documents") Documents.Document document, @ForAll("spaces") List<String> spaces,
            @ForAll boolean rewritten) {
        String signed = Documents.utf8(rewritten ? document.plain() : document.minified());
        String received = Documents.utf8(document.spaced(spaces));
        assertThat(verify(signed(received, SECRET, URL, signed).withContentTypes(MediaType.JSON))
                .map(it -> new String(it.signedBody(), ISO_8859_1))).hasValue(signed);
    }

    @Property(tries = 2000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void jsonVerifiesAsReceivedMinifiedOrRewrittenAndNoOtherWay(
            @ForAll("documents") Documents.Document document, @ForAll("changed") String received,
            @ForAll @IntRange(max = 3) int signedAs) {
        Set<String> candidates = new LinkedHashSet<>(List.of(received));
        JsonOracle.read(Bodies.bytes(received)).ifPresent(reading -> {
            candidates.add(Documents.utf8(reading.minified()));
            reading.rewritten().map(Documents::utf8).ifPresent(candidates::add);
        });
        String signed = signedAs < candidates.size() ? List.copyOf(candidates).get(signedAs)
                : Documents.utf8(document.minified());
        Optional<String> expected = Optional.of(signed).filter(candidates::contains);
        assertThat(verify(signed(received, SECRET, URL, signed).withContentTypes(MediaType.JSON))
                .map(it -> new String(it.signedBody(), ISO_8859_1))).isEqualTo(expected);
        Statistics.collect(expected.isPresent());
        Statistics.coverage(kinds -> {
            kinds.check(true).percentage(share -> share > 1);
            kinds.check(false).percentage(share -> share > 1);
        });
    }

    @Property(tries = 2000)
    void aFormVerifiesOnlyAsItWasEncoded(
            @ForAll("koreForms") Bodies.Form form, @ForAll Bodies.Encoder other) {
        String received = Bodies.Form.of(form.parameters(), other).body();
        assertThat(verify(signed(received, SECRET, URL, form.body())).isPresent())
                .isEqualTo(received.equals(form.body()));
    }

    @Provide
    Arbitrary<List<String>> secrets() {
        return secret().list().uniqueElements().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> secret() {
        return Arbitraries.of(
                "a", "ab", "abc", "12345", "12345P", "secret12345", "ü", "s".repeat(64));
    }

    @Provide
    Arbitrary<List<String>> urls() {
        return url().list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> url() {
        return Arbitraries.of("https://h/a", "https://h/a/", "https://h/b", "https://H/a",
                "http://h/a", "https://h:443/a", "https://h", "https://h/ab");
    }

    @Provide
    Arbitrary<Bodies.Form> koreForms() {
        return Bodies.koreForms();
    }

    @Provide
    Arbitrary<Documents.Document> documents() {
        return Documents.documents();
    }

    @Provide
    Arbitrary<List<String>> spaces() {
        return Documents.spaces();
    }

    @Provide
    Arbitrary<String> changed() {
        return Bodies.changed(Combinators.combine(documents(), spaces())
                .as((document, spaces) -> Documents.utf8(document.spaced(spaces))),
                "", " ", "\"", "1", "\\u0041", ",", "[", "\u0080");
    }

    /** One body under the signature of another. */
    private static CallbackScenario signed(
            String received, String secret, String url, String signed) {
        return valid().withUnsignedBody(Bodies.bytes(received)).withSignatures(
                SignatureOracle.sign(Documents.utf8(secret), "POST", url, signed));
    }

    private static Optional<VerifiedCallback> verify(CallbackScenario request) {
        return verify(request, List.of(URL), List.of(SECRET));
    }

    private static Optional<VerifiedCallback> verify(
            CallbackScenario request, List<String> urls, List<String> secrets) {
        try {
            return Optional.of(new CallbackVerifier(TestEndpoints.of(
                    urls.toArray(String[]::new)), TestSecrets.of(secrets.stream()
                    .map(value -> Secret.of("s" + secrets.indexOf(value), value)).toList()))
                    .verify(request.request()));
        } catch (CallbackRefusedException e) {
            assertThat(e.refusal()).isEqualTo(Refusal.SIGNATURE_WRONG);
            return Optional.empty();
        }
    }
}
