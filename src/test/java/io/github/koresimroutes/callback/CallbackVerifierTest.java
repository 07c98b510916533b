package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.CallbackScenario.KORE_SAMPLE;
import static io.github.koresimroutes.callback.CallbackScenario.valid;
import static io.github.koresimroutes.callback.CallbackScenario.validJson;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackVerifierTest {

    @Test
    void koresSampleIsVerifiedWithTheSecretThatSignedIt() throws Exception {
        VerifiedCallback verified = valid().verify();
        assertThat(verified.secretLabel()).isEqualTo("current");
        assertThat(verified.mediaType()).isEqualTo("application/x-www-form-urlencoded");
    }

    @Test
    void bothSecretsVerifyDuringARotation() throws Exception {
        assertThat(valid().signedWith("secret12345").verify().secretLabel()).isEqualTo("next");
    }

    @Test
    void everyConfiguredUrlVerifies() throws Exception {
        assertThat(valid().signedFor(CallbackScenario.OTHER_URL).verify()).isNotNull();
    }

    @Test
    void anotherSecretUrlOrBodyIsRefused() {
        assertWrong(valid().signedWith("54321"));
        assertWrong(valid().withWrongUrl());
        assertWrong(valid().withUnsignedBody(KORE_SAMPLE.replace("=active", "=inactive")));
        assertWrong(valid().withUnsignedBody(KORE_SAMPLE + "&"));
    }

    @Test
    void theBorderBetweenUrlAndBodyCannotBeShifted() {
        CallbackScenario shifted = valid().signedFor(CallbackScenario.URL + "Api")
                .withUnsignedBody(KORE_SAMPLE.substring("Api".length()));
        // The hash is the same, so only the configured URL tells the two apart.
        assertThat(CallbackSignature.matches(valid().signature(), "12345".getBytes(UTF_8), "POST",
                CallbackScenario.URL + "Api", shifted.body())).isTrue();
        assertWrong(valid().withUnsignedBody(shifted.body()));
    }

    @Test
    void aMissingOrRepeatedSignatureIsRefused() {
        String good = valid().signature();
        assertRefused(valid().withSignatures(), Refusal.SIGNATURE_MISSING);
        assertRefused(valid().withSignatures(""), Refusal.SIGNATURE_MISSING);
        assertRefused(valid().withSignatures("  "), Refusal.SIGNATURE_MISSING);
        assertRefused(valid().withSignatures(good, good), Refusal.SIGNATURE_REPEATED);
        assertRefused(valid().withSignatures("", good), Refusal.SIGNATURE_REPEATED);
        assertWrong(valid().withSignatures(good + "," + good));
        assertWrong(valid().withSignatures(good.substring(1)));
        assertWrong(valid().withSignatures(good + "0"));
    }

    @Test
    void anUpperCaseSignatureVerifies() throws Exception {
        assertThat(valid().withSignatures(valid().signature().toUpperCase()).verify()).isNotNull();
    }

    @Test
    void aRepeatedTokenOrDateIsRefused() {
        assertRefused(valid().withTokens("a", "a"), Refusal.TOKEN_REPEATED);
        assertRefused(valid().withDates("a", "a"), Refusal.DATE_REPEATED);
    }

    @Test
    void theFirstFaultInTheDocumentedOrderIsTold() {
        CallbackScenario all = valid().withWrongUrl().withTokens("a", "b").withDates("a", "b");
        assertRefused(all.withContentTypes("text/plain"), Refusal.CONTENT_TYPE);
        assertRefused(all.withSignatures(), Refusal.SIGNATURE_MISSING);
        assertRefused(all, Refusal.TOKEN_REPEATED);
        assertRefused(all.withTokens("a"), Refusal.DATE_REPEATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded",
        "APPLICATION/X-WWW-Form-Urlencoded",
        "application/x-www-form-urlencoded;charset=UTF-8",
        " application/x-www-form-urlencoded ; Charset=\"utf-8\" ; x=y",
        "application/x-www-form-urlencoded;", "application/x-www-form-urlencoded; ; a=\";charset\"",
        "application/json; charset=utf-8"})
    void koresContentTypesAreTakenHoweverTheyAreWritten(String contentType) throws Exception {
        assertThat(valid().withContentTypes(contentType).verify()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/jsonp", "application/cloudevents+json",
        "application/json, application/json", "application/json; charset=iso-8859-1",
        "application/json; charset=utf-8; charset=utf-16", "application/json; charset",
        "application/json; charset=", "application/json; charset=\"utf-8", "; charset=utf-8",
        "application/json; a=\";\" charset=utf-8", "multipart/form-data; boundary=x"})
    void anyOtherContentTypeIsRefused(String contentType) {
        assertRefused(valid().withContentTypes(contentType), Refusal.CONTENT_TYPE);
    }

    @Test
    void aMissingOrRepeatedContentTypeIsRefused() {
        assertRefused(valid().withContentTypes(), Refusal.CONTENT_TYPE);
        assertRefused(valid().withContentTypes("application/json", "application/json"),
                Refusal.CONTENT_TYPE);
    }

    @Test
    void jsonVerifiesAsReceivedMinifiedOrWithoutNeedlessEscapes() throws Exception {
        String received = "[ {\"n\": \"AT\\u0026T\", \"lon\": -81.8090, \"p\": \"\\/a\\u002B\"} ]";
        CallbackScenario json = validJson(received);
        assertThat(json.verify()).isNotNull();
        assertThat(json.signedOver(
                "[{\"n\":\"AT\\u0026T\",\"lon\":-81.8090,\"p\":\"\\/a\\u002B\"}]").verify())
                .isNotNull();
        assertThat(json.signedOver("[{\"n\":\"AT&T\",\"lon\":-81.8090,\"p\":\"/a+\"}]")
                .verify().request().body()).isEqualTo(received.getBytes(UTF_8));
    }

    @Test
    void theJsonThatKoresPageShowsVerifiesWithItsSignature() throws Exception {
        CallbackVerifier verifier = new CallbackVerifier(
                TestEndpoints.of("https://testendpoint.com"), TestSecrets.of(List.of(Secret.of("current", "a35974bdf1c769b8bb"))));
        assertThat(verifier.verify(
                validJson("{ \"field1\": \"value1\", \"field2\": \"value2\"}").withSignatures(
                "d21c555b37789cdb9433a85760d326f0c637d5c17676b8dc49918ec629c67d59").request()))
                .isNotNull();
    }

    @Test
    void jsonThatSaysSomethingElseIsRefused() {
        CallbackScenario json = validJson("[-81.8090,\"a b\"]");
        assertWrong(json.withUnsignedBody("[-81.809,\"a b\"]"));
        assertWrong(json.withUnsignedBody("[-81.8090,\"ab\"]"));
        assertWrong(json.withUnsignedBody("[-8 1.8090,\"a b\"]"));
        assertWrong(validJson("[\"?\"]").withUnsignedBody("[\"\\ud800\"]"));
    }

    @Test
    void aFormIsNeverReencoded() {
        assertWrong(valid().withBody("n=a%20b").withUnsignedBody("n=a+b"));
        assertWrong(valid().withBody("[1]").withUnsignedBody("[ 1 ]"));
    }

    @Test
    void aVerifierNeedsAUrlAndASecret() {
        assertThatThrownBy(TestEndpoints::of).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TestEndpoints.of("/callback"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TestSecrets.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertWrong(CallbackScenario scenario) {
        assertRefused(scenario, Refusal.SIGNATURE_WRONG);
    }

    private static void assertRefused(CallbackScenario scenario, Refusal refusal) {
        assertThatThrownBy(scenario::verify)
                .isInstanceOf(CallbackRefusedException.class)
                .hasMessage(refusal.reason());
    }
}
