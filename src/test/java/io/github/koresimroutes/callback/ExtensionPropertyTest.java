package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.CallbackScenario.URL;
import static io.github.koresimroutes.callback.CallbackScenario.valid;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whoever saw a signed body can sign it with more behind it, and that is always refused. */
class ExtensionPropertyTest {

    private static final CallbackReader READER =
            new CallbackReader(Set.of(), CallbackScenario.ANY_DATE);

    @Property(tries = 1500)
    void anExtendedBodyIsRefusedWhateverIsAppended(@ForAll("genuine") String genuine,
            @ForAll("secret") String secret, @ForAll("suffix") String suffix,
            @ForAll("contentType") String contentType) throws Exception {
        long length = (secret + "POST" + URL + genuine).length();
        String forged = genuine + new String(ExtensibleSha256.padding(length), ISO_8859_1) + suffix;
        String signature = ExtensibleSha256.extend(
                SignatureOracle.sign(secret, "POST", URL, genuine), length, Bodies.bytes(suffix));

        // The signature is valid: were it not, the property would say nothing.
        VerifiedCallback verified = new CallbackVerifier(TestEndpoints.of(URL),
                TestSecrets.of(List.of(Secret.of("current", secret)))).verify(valid()
                .withContentTypes(contentType).withUnsignedBody(Bodies.bytes(forged))
                .withSignatures(signature).request());
        assertThat(verified.signedBody()).isEqualTo(Bodies.bytes(forged));

        CallbackRefusedException refused = catchThrowableOfType(
                CallbackRefusedException.class, () -> READER.read(verified));
        assertThat(refused).isNotNull();
        assertThat(refused.refusal().signedButMalformed()).isTrue();
    }

    /** All that KORE may have signed: forms, documents, and a callback without a body. */
    @Provide
    Arbitrary<String> genuine() {
        return Arbitraries.oneOf(
                Bodies.koreForms().map(Bodies.Form::body),
                Documents.documents().map(document -> Documents.utf8(document.minified())),
                Arbitraries.just(""));
    }

    @Provide
    Arbitrary<String> secret() {
        return Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(150);
    }

    @Provide
    Arbitrary<String> suffix() {
        return Arbitraries.oneOf(Bodies.anything(), Arbitraries.of("", "&SimStatus=inactive", "\"",
                "\":1}", "]", ",{\"AccountSid\":\"AC2\"}]"),
                Combinators.combine(Bodies.koreForms(), Arbitraries.of("&", "", "\u0000"))
                        .as((form, before) -> before + form.body()),
                Documents.documents().map(document ->
                        Documents.utf8(document.minified())));
    }

    @Provide
    Arbitrary<String> contentType() {
        return Arbitraries.of(MediaType.FORM, MediaType.JSON);
    }
}
