package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.CallbackScenario.valid;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackShapeTest {

    private static final String ACCOUNT = "AC3ba717b1d236e6c4a835e46130267eb4";
    private static final String SIM = "HSab3f06be8f5d32caecb91e8a306c6c08";
    private static final String BODY = "SimSid=" + SIM + "&SimStatus=active&AccountSid=" + ACCOUNT;
    private final CallbackShape shape = new CallbackShape(ACCOUNT::equals);

    @Test
    void koresCallbackIsLikelyWhateverSecretSignedIt() {
        assertThat(isLikely(valid().withBody(BODY).signedWith("any"))).isTrue();
        assertThat(isLikely(valid().withBody(BODY).withSignatures("F".repeat(64)))).isTrue();
        assertThat(isLikely(valid().withBody(BODY.replace("HS", "DE")))).isTrue();
        assertThat(isLikely(valid().withBody(BODY + "&More=%C3%BC").withTokens("a", "b")))
                .isTrue();
    }

    @Test
    void whetherAnAccountIsKnownMattersToTheKindOnly() {
        CallbackScenario unknown = valid().withBody(BODY.replace(ACCOUNT, "AC" + "0".repeat(32)));

        assertThat(isLikely(unknown)).isFalse();
        assertThat(shape.fits(unknown.request())).isTrue();
        assertThat(shape.fits(valid().withBody("SimStatus=active").request())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SimStatus=active",
        "SimSid=HSab3f06be8f5d32caecb91e8a306c6c08",
        "SimSid=HSab3f06be8f5d32caecb91e8a306c6c08&AccountSid=AC3ba717b1d236e6c4a835e46130267eb",
        "SimSid=HSab3f06be8f5d32caecb91e8a306c6c08&AccountSid=AC00000000000000000000000000000000",
        "SimSid=XX1&AccountSid=AC3ba717b1d236e6c4a835e46130267eb4",
        BODY + "&SimStatus=inactive",
        BODY + "&a=\u0080",
        BODY + "&a=%"})
    void anotherFormIsNot(String body) {
        assertThat(isLikely(valid().withBody(body))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"x", "''", "ffff",
        "g123456789012345678901234567890123456789012345678901234567890123"})
    void withoutASignatureOfTheRightFormItIsNot(String signature) {
        assertThat(isLikely(valid().withBody(BODY).withSignatures(signature))).isFalse();
    }

    @Test
    void whatIsRepeatedLargeOrOfAnotherTypeIsNot() {
        String signature = "0".repeat(64);
        assertThat(isLikely(valid().withBody(BODY).withSignatures(signature, signature)))
                .isFalse();
        assertThat(isLikely(valid().withBody(BODY).withSignatures())).isFalse();
        assertThat(isLikely(valid().withBody(BODY + "&a=" + "x".repeat(8192)))).isFalse();
        assertThat(isLikely(valid().withBody(BODY).withQuery("x".repeat(2000)))).isFalse();
        assertThat(isLikely(valid().withBody(BODY).withContentTypes("text/plain"))).isFalse();
        assertThat(isLikely(valid().withBody("{\"a\":1}").withContentTypes("application/json")))
                .isFalse();
    }

    @Test
    void whatIsAsLongAsAllowedIs() {
        String filling = "&a=" + "x".repeat(CallbackShape.MAX_BODY_BYTES - BODY.length() - 3);
        assertThat(isLikely(valid().withBody(BODY + filling))).isTrue();
        assertThat(isLikely(valid().withBody(BODY + filling + "x"))).isFalse();

        CallbackScenario likely = valid().withBody(BODY);
        assertThat(isLikely(likely.withQuery("x".repeat(1024)))).isTrue();
        assertThat(isLikely(likely.withQuery("x".repeat(1025)))).isFalse();
        assertThat(isLikely(likely.withTokens("x".repeat(1000), "x".repeat(24)))).isTrue();
        assertThat(isLikely(likely.withTokens("x".repeat(1000), "x".repeat(25)))).isFalse();
        assertThat(isLikely(likely.withDates("x".repeat(1024)))).isTrue();
        assertThat(isLikely(likely.withDates("x".repeat(1025)))).isFalse();
        String type = MediaType.FORM + ";a=" + "x".repeat(1021 - MediaType.FORM.length());
        assertThat(isLikely(likely.withContentTypes(type))).isTrue();
        assertThat(isLikely(likely.withContentTypes(type + "x"))).isFalse();
    }

    private boolean isLikely(CallbackScenario scenario) {
        return shape.isLikely(scenario.request());
    }
}
