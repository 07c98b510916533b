package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A request as KORE sends it, with at most a few things wrong. Immutable: each step is a copy. */
record CallbackScenario(
        String method,
        List<String> contentTypes,
        List<String> signatures,
        List<String> tokens,
        List<String> dates,
        String query,
        byte[] body) {

    static final String SECRET = "12345";
    static final String URL = "https://testendpoint.com/path";
    static final String OTHER_URL = "https://testendpoint.com/other";
    static final Instant RECEIVED_AT = Instant.parse("2026-11-24T10:00:00Z");
    static final DateWindow ANY_DATE =
            new DateWindow(DateWindow.Mode.OFF, Duration.ofHours(1));
    static final String TOKEN = "RQ3ba717b1d236e6c4a835e46130267eb4";

    /** KORE's published sample. */
    static final String KORE_SAMPLE = "ApiVersion=v1&SimUniqueName=my_super_sim"
            + "&SimSid=HSab3f06be8f5d32caecb91e8a306c6c08&SimStatus=active"
            + "&AccountSid=AC3ba717b1d236e6c4a835e46130267eb4";

    static CallbackScenario valid() {
        return new CallbackScenario("POST",
                List.of("application/x-www-form-urlencoded; charset=utf-8"), List.of(),
                List.of(TOKEN), List.of("2024-09-25T19:09:48Z"), null, new byte[0])
                .withBody(KORE_SAMPLE);
    }

    static CallbackScenario validJson(String body) {
        return valid().withContentTypes("application/json").withBody(body);
    }

    /** Another body, signed. */
    CallbackScenario withBody(String text) {
        return withUnsignedBody(text.getBytes(UTF_8)).signedOver(text);
    }

    /** Another body under the signature of the one before. */
    CallbackScenario withUnsignedBody(byte[] bytes) {
        return new CallbackScenario(
                method, contentTypes, signatures, tokens, dates, query, bytes);
    }

    CallbackScenario withUnsignedBody(String text) {
        return withUnsignedBody(text.getBytes(UTF_8));
    }

    /** Signed over a text that may differ from the body. */
    CallbackScenario signedOver(String text) {
        return signedOver(text.getBytes(UTF_8));
    }

    CallbackScenario signedOver(byte[] bytes) {
        return withSignatures(CallbackSignature.sign(SECRET, method, URL, bytes));
    }

    CallbackScenario signedWith(String secret) {
        return withSignatures(CallbackSignature.sign(secret, method, URL, body));
    }

    CallbackScenario withWrongUrl() {
        return signedFor(URL + "/");
    }

    CallbackScenario signedFor(String url) {
        return withSignatures(CallbackSignature.sign(SECRET, method, url, body));
    }

    /** Another method under the signature of the one before. */
    CallbackScenario withUnsignedMethod(String other) {
        return new CallbackScenario(
                other, contentTypes, signatures, tokens, dates, query, body);
    }

    CallbackScenario withSignatures(String... values) {
        return new CallbackScenario(
                method, contentTypes, List.of(values), tokens, dates, query, body);
    }

    CallbackScenario withContentTypes(String... values) {
        return new CallbackScenario(
                method, List.of(values), signatures, tokens, dates, query, body);
    }

    CallbackScenario withTokens(String... values) {
        return new CallbackScenario(
                method, contentTypes, signatures, List.of(values), dates, query, body);
    }

    CallbackScenario withDates(String... values) {
        return new CallbackScenario(
                method, contentTypes, signatures, tokens, List.of(values), query, body);
    }

    CallbackScenario withQuery(String rawQuery) {
        return new CallbackScenario(
                method, contentTypes, signatures, tokens, dates, rawQuery, body);
    }

    String signature() {
        return signatures.get(0);
    }

    CallbackRequest request() {
        return new CallbackRequest(Endpoint.DEFAULT, method, contentTypes, signatures, tokens, dates,
                query, body, RECEIVED_AT);
    }

    /** Verified by a receiver that is in the middle of a rotation. */
    VerifiedCallback verify() throws CallbackRefusedException {
        return verify(TestSecrets.of(List.of(
                Secret.of("current", SECRET), Secret.of("next", "secret12345"))));
    }

    /** Verified by a receiver that knows these secrets. */
    VerifiedCallback verify(SecretStore secrets) throws CallbackRefusedException {
        return new CallbackVerifier(
                TestEndpoints.of(OTHER_URL, URL + "?tenant=1#cbs=kore"), secrets)
                .verify(request());
    }

    /** Verified and read. */
    SimEvent event() throws CallbackRefusedException {
        return event(ANY_DATE);
    }

    SimEvent event(DateWindow dateWindow) throws CallbackRefusedException {
        return new CallbackReader(Set.of("tenant", "site"), dateWindow).read(verify());
    }

    /** Why it is refused, or null if it is not. */
    Refusal refusal() {
        try {
            event();
            return null;
        } catch (CallbackRefusedException e) {
            return e.refusal();
        }
    }
}
