package io.github.koresimroutes.callback;

import static io.github.koresimroutes.callback.CallbackScenario.KORE_SAMPLE;
import static io.github.koresimroutes.callback.CallbackScenario.OTHER_URL;
import static io.github.koresimroutes.callback.CallbackScenario.SECRET;
import static io.github.koresimroutes.callback.CallbackScenario.TOKEN;
import static io.github.koresimroutes.callback.CallbackScenario.URL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    private static final String A = "AC" + "a1".repeat(16);
    private static final String B = "AC" + "b2".repeat(16);
    private static final String OTHER = "AC" + "c3".repeat(16);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final byte[] NO_BODY = {};

    private final Endpoint all = new Endpoint(
            "all", "/all", List.of(URL), Set.of(), Set.of("POST", "GET"));
    private final Endpoint ofA = new Endpoint(
            "of-a", "/a", List.of(OTHER_URL), Set.of(A), Set.of("POST"));
    private final Endpoint ofOther = new Endpoint("of-other", "/other",
            List.of("https://testendpoint.com/third"), Set.of(OTHER), Set.of("POST"));
    private final CallbackVerifier verifier = new CallbackVerifier(List.of(all, ofA, ofOther),
            TestSecrets.of(List.of(Secret.of("current", SECRET),
                    Secret.of(A, "current", "secret-of-a"),
                    Secret.of(B, "current", "secret-of-b"))));

    @Test
    void aCallbackVerifiesByTheUrlOfItsOwnEndpointAndNoOther() throws Exception {
        assertThat(read(post(ofA, OTHER_URL, "secret-of-a", form(A))).accountSid()).isEqualTo(A);
        assertThat(read(post(all, URL, "secret-of-a", form(A))).accountSid()).isEqualTo(A);
        assertRefused(post(ofA, URL, "secret-of-a", form(A)), Refusal.SIGNATURE_WRONG);
        assertRefused(post(all, OTHER_URL, "secret-of-a", form(A)), Refusal.SIGNATURE_WRONG);
    }

    @Test
    void anEndpointOfSomeAccountsTakesTheirCallbacksOnly() throws Exception {
        assertRefused(post(ofA, OTHER_URL, "secret-of-b", form(B)), Refusal.SIGNATURE_WRONG);
        assertRefused(post(ofA, OTHER_URL, SECRET, form(OTHER)), Refusal.SIGNATURE_WRONG);
        assertRefused(post(ofA, OTHER_URL, "secret-of-a", form(B)),
                Refusal.SECRET_OF_ANOTHER_ACCOUNT);
        assertThat(read(post(ofA, OTHER_URL, "secret-of-a", form(A.replace("a1", "A1"))))
                .accountSid()).as("a SID's digits have no case").isNotEmpty();
    }

    /** The default secret is of every account without one of its own, also of those not named. */
    @Test
    void theDefaultSecretProvesNoMoreThanTheAccountsOfTheEndpoint() throws Exception {
        String url = ofOther.urls().get(0);
        assertThat(read(post(ofOther, url, SECRET, form(OTHER))).accountSid()).isEqualTo(OTHER);
        assertRefused(post(ofOther, url, SECRET, form("AC" + "d4".repeat(16))),
                Refusal.SECRET_OF_ANOTHER_ACCOUNT);
        assertRefused(post(ofOther, url, SECRET, "SimStatus=active"), Refusal.ACCOUNT_MISSING);
        assertRefused(post(ofOther, url, SECRET, form(OTHER).replace(OTHER, "")),
                Refusal.ACCOUNT_MISSING);
        assertRefused(request(ofOther, "POST", JSON, url, SECRET, null,
                "{\"AccountSid\":\"" + B + "\"}"), Refusal.SECRET_OF_ANOTHER_ACCOUNT);
        assertThat(read(request(ofOther, "POST", JSON, url, SECRET, null, "{\"a\":1}")).kind())
                .isEqualTo(EventKind.JSON);
    }

    @Test
    void anEndpointTakesItsMethodsOnly() {
        assertThat(all.takesGet()).isTrue();
        assertThat(ofA.takesGet()).isFalse();
        assertRefused(request(ofA, "GET", null, OTHER_URL, "secret-of-a", form(A), ""),
                Refusal.METHOD);
        assertRefused(request(all, "PUT", FORM, URL, SECRET, null, KORE_SAMPLE), Refusal.METHOD);
    }

    @Test
    void theMethodIsSigned() {
        CallbackRequest post = post(all, URL, SECRET, "");
        assertRefused(with(post, "GET", KORE_SAMPLE), Refusal.SIGNATURE_WRONG);
        CallbackRequest get = request(all, "GET", FORM, URL, SECRET, KORE_SAMPLE, "");
        assertRefused(with(get, "POST", KORE_SAMPLE), Refusal.SIGNATURE_WRONG);
    }

    @Test
    void whatHasNoEndpointAnyMoreIsRefused() {
        CallbackRequest request = post(new Endpoint("gone", "/gone", List.of(URL), Set.of(),
                Set.of("POST")), URL, SECRET, KORE_SAMPLE);

        assertRefused(request, Refusal.NO_ENDPOINT);
        assertThat(verifier.knows("gone")).isFalse();
        assertThat(verifier.knows(null)).isFalse();
        assertThat(verifier.knows("of-a")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", FORM, JSON, "text/plain"})
    void aGetCallbackIsReadFromItsQueryAndFlaggedUnsigned(String contentType) throws Exception {
        SimEvent event = read(request(all, "GET", contentType.isEmpty() ? null : contentType, URL,
                SECRET, KORE_SAMPLE + "&n=%C3%BC", ""));

        assertThat(event.kind()).isEqualTo(EventKind.SIM_STATUS);
        assertThat(event.simStatus()).isEqualTo("active");
        assertThat(event.token()).isEqualTo(TOKEN);
        assertThat(new String(event.body(), UTF_8)).isEqualTo(KORE_SAMPLE + "&n=%C3%BC");
        assertThat(event.flags()).containsExactly(EventFlag.UNSIGNED);
    }

    @Test
    void aGetCallbackSpeaksOfTheSecretsAccountOnly() {
        assertRefused(request(all, "GET", null, URL, "secret-of-a", form(B), ""),
                Refusal.SECRET_OF_ANOTHER_ACCOUNT);
        assertRefused(request(all, "GET", null, URL, "secret-of-a", null, ""),
                Refusal.ACCOUNT_MISSING);
    }

    /** From one GET signature anybody makes one for a body: the signed text ends with the URL. */
    @Test
    void aGetCallbackThatWasExtendedIsRefused() {
        String captured = CallbackSignature.sign(SECRET, "GET", URL, NO_BODY);
        long length = (SECRET + "GET" + URL).length();
        byte[] more = "&SimStatus=active".getBytes(UTF_8);
        byte[] padding = ExtensibleSha256.padding(length);
        byte[] body = new byte[padding.length + more.length];
        System.arraycopy(padding, 0, body, 0, padding.length);
        System.arraycopy(more, 0, body, padding.length, more.length);

        CallbackRequest forged = new CallbackRequest("all", "GET", List.of(FORM),
                List.of(ExtensibleSha256.extend(captured, length, more)), List.of(TOKEN),
                List.of(), KORE_SAMPLE, body, CallbackScenario.RECEIVED_AT);

        assertRefused(forged, Refusal.GET_BODY);
        assertThat(Refusal.GET_BODY.signedButMalformed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SimStatus=a&SimStatus=b", "SimStatus=%zz", "SimStatus=%ff", "a=\u00fc"})
    void anOddQueryIsRefusedAndIsNoSignOfAForgery(String query) {
        assertRefused(request(all, "GET", null, URL, SECRET, query, ""), Refusal.GET_QUERY);
        assertThat(Refusal.GET_QUERY.signedButMalformed()).isFalse();
    }

    @Test
    void aGetCallbackOfKoresShapeIsLikely() {
        CallbackShape shape = new CallbackShape(sid -> true);

        assertThat(shape.isLikely(request(all, "GET", null, URL, "any", KORE_SAMPLE, ""))).isTrue();
        assertThat(shape.isLikely(request(all, "GET", null, URL, "any", null, ""))).isFalse();
        assertThat(shape.isLikely(request(all, "GET", null, URL, "any", KORE_SAMPLE, "x=1")))
                .isFalse();
        assertThat(shape.isLikely(request(all, "POST", null, URL, "any", null, KORE_SAMPLE)))
                .isFalse();
    }

    private static String form(String accountSid) {
        return "SimSid=HS1&SimStatus=active&AccountSid=" + accountSid;
    }

    private static CallbackRequest post(Endpoint endpoint, String url, String secret, String body) {
        return request(endpoint, "POST", FORM, url, secret, null, body);
    }

    private static CallbackRequest request(Endpoint endpoint, String method, String contentType,
            String url, String secret, String query, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return new CallbackRequest(endpoint.name(), method,
                contentType == null ? List.of() : List.of(contentType),
                List.of(CallbackSignature.sign(secret, method, url, bytes)), List.of(TOKEN),
                List.of("2026-11-24T09:59:59Z"), query, bytes, CallbackScenario.RECEIVED_AT);
    }

    /** The same signature under another method. */
    private static CallbackRequest with(CallbackRequest request, String method, String query) {
        return new CallbackRequest(request.endpoint(), method, request.contentTypes(),
                request.signatures(), request.tokens(), request.dates(), query, request.body(),
                request.receivedAt());
    }

    private SimEvent read(CallbackRequest request) throws CallbackRefusedException {
        return new CallbackReader(Set.of(), CallbackScenario.ANY_DATE)
                .read(verifier.verify(request));
    }

    private void assertRefused(CallbackRequest request, Refusal refusal) {
        assertThatThrownBy(() -> read(request))
                .isInstanceOfSatisfying(CallbackRefusedException.class, e ->
                        assertThat(e.refusal()).isEqualTo(refusal));
    }
}
