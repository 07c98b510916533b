package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.CallbackScenario.valid;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody sends who saw genuine requests and knows no secret. */
class ForgeryTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    @ParameterizedTest
    @CsvSource({
        FORM + ", " + CallbackScenario.KORE_SAMPLE + ", &SimStatus=inactive, FORM_BYTES",
        FORM + ", CommandSid=HC1,                       &SimStatus=inactive, FORM_BYTES",
        FORM + ", '',                                   &SimStatus=inactive, FORM_BYTES",
        JSON + ", '[{\"a\":1}]',                        '[{\"a\":2}]',       JSON_STRICT",
        JSON + ", '',                                   '[{\"a\":2}]',       JSON_STRICT"})
    void aBodyThatIsExtendedUnderAValidSignatureIsRefused(
            String contentType, String captured, String suffix, Refusal refusal) throws Exception {
        for (int length = 8; length <= 64; length++) {
            String secret = "s3cret-0".repeat(8).substring(0, length);
            CallbackScenario genuine = valid().withContentTypes(contentType)
                    .withBody(captured).signedWith(secret);
            CallbackRequest forged = extend(genuine, length, suffix.getBytes(UTF_8)).request();

            assertThat(CallbackSignature.matches(forged.signatures().get(0),
                    secret.getBytes(UTF_8), "POST", CallbackScenario.URL, forged.body()))
                    .as("the plain hash takes it, at %s characters", length).isTrue();
            VerifiedCallback verified = new CallbackVerifier(
                    TestEndpoints.of(CallbackScenario.URL),
                    TestSecrets.of(List.of(Secret.of("current", secret)))).verify(forged);
            CallbackReader reader = new CallbackReader(Set.of(), CallbackScenario.ANY_DATE);
            assertThatThrownBy(() -> reader.read(verified))
                    .isInstanceOfSatisfying(CallbackRefusedException.class, e -> {
                        assertThat(e.refusal()).isEqualTo(refusal);
                        assertThat(e.refusal().signedButMalformed()).isTrue();
                    });
        }
    }

    /** Prints what docs/security.md speaks of: {@code mvn test -Dtest=ForgeryTest}. */
    @Test
    void aPlainVerifierTakesTheForgeryOfEverySecretLengthAndThisOneNone() throws Exception {
        for (int length = 8; length <= 64; length++) {
            String secret = "s3cret-0".repeat(8).substring(0, length);
            CallbackRequest forged = extend(valid().signedWith(secret), length,
                    "&SimStatus=inactive".getBytes(UTF_8)).request();

            String plain = PlainVerifier.verify(secret, CallbackScenario.URL, forged)
                    .map(form -> "takes SimStatus=" + form.get("SimStatus")).orElse("refuses");
            String here = answer(secret, forged);

            System.out.printf("secret of %2d characters: a plain verifier %s; this one %s%n",
                    length, plain, here);
            assertThat(plain).isEqualTo("takes SimStatus=inactive");
            assertThat(here).isEqualTo("answers 400: the form holds bytes that no form body holds");
        }
    }

    private static String answer(String secret, CallbackRequest request) {
        CallbackVerifier verifier = new CallbackVerifier(TestEndpoints.of(CallbackScenario.URL),
                TestSecrets.of(List.of(Secret.of("current", secret))));
        try {
            new CallbackReader(Set.of(), CallbackScenario.ANY_DATE).read(verifier.verify(request));
            return "takes it";
        } catch (CallbackRefusedException e) {
            return "answers " + e.status() + ": " + e.getMessage();
        }
    }

    /** What an attacker can do: neither the secret nor anything made of it is used here. */
    private static CallbackScenario extend(
            CallbackScenario captured, int secretLength, byte[] suffix) {
        int length = secretLength + "POST".length() + CallbackScenario.URL.length()
                + captured.body().length;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(captured.body());
        body.writeBytes(ExtensibleSha256.padding(length));
        body.writeBytes(suffix);
        return captured.withUnsignedBody(body.toByteArray())
                .withSignatures(ExtensibleSha256.extend(captured.signature(), length, suffix));
    }

    @Test
    void refusalsRepeatNothingOfTheRequest() {
        for (Refusal refusal : Refusal.values()) {
            assertThat(new CallbackRefusedException(refusal))
                    .hasMessage(refusal.reason()).hasNoCause();
            assertThat(refusal.reason()).doesNotContain("\n");
        }
        assertThat(valid().request().toString()).doesNotContain("SimSid");
    }

    @Test
    void onlyWhatWasSignedAndIsMalformedIsAPossibleForgery() {
        assertThat(Refusal.values()).filteredOn(Refusal::signedButMalformed).containsExactly(
                Refusal.FORM_BYTES, Refusal.FORM_ESCAPES, Refusal.FORM_TEXT, Refusal.FORM_REPEATED,
                Refusal.FORM_SIZE, Refusal.JSON_STRICT, Refusal.GET_BODY);
    }

    @Test
    void whoHasNoSecretAndNoCallbackOfKoresCausesNoneOfThese() {
        assertThat(Refusal.values()).filteredOn(Refusal::signed).containsExactly(
                Refusal.SECRET_OF_ANOTHER_ACCOUNT, Refusal.ACCOUNT_MISSING, Refusal.FORM_BYTES,
                Refusal.FORM_ESCAPES, Refusal.FORM_TEXT, Refusal.FORM_REPEATED, Refusal.FORM_SIZE,
                Refusal.JSON_STRICT, Refusal.GET_BODY);
    }

    @Test
    void aRefusalIsAnsweredWithItsStatus() {
        for (Refusal refusal : Refusal.values()) {
            assertThat(new CallbackRefusedException(refusal).status())
                    .isEqualTo(refusal.status()).isBetween(400, 499);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, JSON})
    void anySignedBytesAreReadOrRefusedAndNothingElse(String contentType) {
        Random random = new Random(7);
        String alphabet = "&&==%%+41CcBbFf{}[]\",:\\u0 \t\n\u0000\u007f\u0080\u00c3\u00bc\u00ff";
        int read = 0;
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(16); length > 0; length--) {
                text.append(i % 5 == 0 ? (char) random.nextInt(256)
                        : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            byte[] body = text.toString().getBytes(ISO_8859_1);
            // Anything but a refusal would escape from here and fail the test.
            if (valid().withContentTypes(contentType).withUnsignedBody(body).signedOver(body)
                    .refusal() == null) {
                read++;
            }
        }
        assertThat(read).isBetween(10, 9_900);
    }

    @Test
    void anyHeadersAreTakenOrRefusedAndNothingElse() throws Exception {
        Random random = new Random(11);
        String alphabet = "0aF=;,\" /\u0000\n\u00e9\ud800\u212a%&tenant";
        for (int i = 0; i < 2_000; i++) {
            String garbage = random.ints(random.nextInt(80), 0, alphabet.length())
                    .collect(StringBuilder::new, (s, c) -> s.append(alphabet.charAt(c)),
                            StringBuilder::append).toString();
            assertThat(valid().withTokens(garbage).event().token()).matches("[\\x21-\\x7E]{1,255}");
            assertThat(valid().withDates(garbage).withQuery(garbage).event()).isNotNull();
            assertThat(valid().withContentTypes("application/json;" + garbage).refusal())
                    .isIn(Refusal.CONTENT_TYPE, Refusal.JSON_STRICT);
            assertThat(valid().withSignatures(garbage).refusal())
                    .isIn(Refusal.SIGNATURE_MISSING, Refusal.SIGNATURE_WRONG);
        }
    }

    @Test
    void longGarbageIsNoTrouble() {
        String quotes = "\";".repeat(500_000);
        assertThat(valid().withContentTypes(FORM + ";a=" + quotes).refusal())
                .isEqualTo(Refusal.CONTENT_TYPE);
        assertThat(valid().withBody("&".repeat(1_000_000)).refusal()).isNull();
        assertThat(valid().withBody("a&".repeat(500_000)).refusal())
                .isEqualTo(Refusal.FORM_REPEATED);
        assertThat(valid().withTokens("x".repeat(1_000_000)).refusal()).isNull();
        assertThat(valid().withQuery("tenant=" + "%41".repeat(500_000)).refusal()).isNull();
    }
}
