package io.github.koresimroutes.callback;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out whether KORE signed a request. One serves all threads, and holds none up.
 *
 * <p>The URL is always a configured one, never one that the request names: URL and body are signed
 * without a border between them, so a sender who may choose the URL may move the border.
 */
public final class CallbackVerifier {

    private final Map<String, Endpoint> endpoints;
    private final SecretStore store;

    /**
     * @param endpoints what takes callbacks; each has a name of its own
     * @param store     what KORE may have signed with
     */
    public CallbackVerifier(List<Endpoint> endpoints, SecretStore store) {
        this.endpoints = endpoints.stream()
                .collect(Collectors.toUnmodifiableMap(Endpoint::name, endpoint -> endpoint));
        this.store = store;
    }

    /** Whether there is an endpoint of this name. */
    public boolean knows(String endpoint) {
        return endpoint != null && endpoints.containsKey(endpoint);
    }

    /**
     * Verifies a request's signature over its body as received and, for JSON, also over the
     * minified forms of it that KORE may have signed.
     *
     * @throws CallbackRefusedException if its endpoint is not there or does not take its method, if
     *         it has no known content type (but for GET), if it repeats a header that must be single,
     *         or if its signature is missing or wrong
     */
    public VerifiedCallback verify(CallbackRequest request) throws CallbackRefusedException {
        Endpoint endpoint = endpoint(request);
        String mediaType =
                request.isGet() ? MediaType.FORM : MediaType.of(request.contentTypes());
        String signature = singleSignature(request);
        if (!CallbackSignature.isWellFormed(signature)) {
            throw new CallbackRefusedException(Refusal.SIGNATURE_WRONG);
        }
        Function<Secrets, Optional<VerifiedCallback>> by = secrets -> candidates(request, mediaType)
                .flatMap(candidate -> match(request, endpoint, signature, candidate, secrets)
                        .map(secret -> new VerifiedCallback(
                                request, endpoint, mediaType, secret, secrets, candidate))
                        .stream())
                .findFirst();
        Secrets held = store.current();
        Optional<VerifiedCallback> verified = by.apply(held);
        if (verified.isEmpty()) {
            // KORE does not send again what was refused, so first look for a secret that is new.
            Secrets newer = store.refreshed();
            verified = newer == held ? Optional.empty() : by.apply(newer);
        }
        return verified.orElseThrow(
                () -> new CallbackRefusedException(Refusal.SIGNATURE_WRONG));
    }

    private Endpoint endpoint(CallbackRequest request) throws CallbackRefusedException {
        Endpoint endpoint = endpoints.get(request.endpoint());
        if (endpoint == null) {
            throw new CallbackRefusedException(Refusal.NO_ENDPOINT);
        }
        if (!endpoint.methods().contains(request.method())) {
            throw new CallbackRefusedException(Refusal.METHOD);
        }
        return endpoint;
    }

    private static String singleSignature(CallbackRequest request)
            throws CallbackRefusedException {
        List<String> signatures = request.signatures();
        if (signatures.size() > 1) {
            throw new CallbackRefusedException(Refusal.SIGNATURE_REPEATED);
        }
        if (signatures.isEmpty() || signatures.get(0) == null || signatures.get(0).isBlank()) {
            throw new CallbackRefusedException(Refusal.SIGNATURE_MISSING);
        }
        if (request.tokens().size() > 1) {
            throw new CallbackRefusedException(Refusal.TOKEN_REPEATED);
        }
        if (request.dates().size() > 1) {
            throw new CallbackRefusedException(Refusal.DATE_REPEATED);
        }
        return signatures.get(0);
    }

    /** The first secret that matches; every pair is tried in any case. */
    private static Optional<Secret> match(CallbackRequest request, Endpoint endpoint, String signature,
            byte[] body, Secrets secrets) {
        List<Secret> own = secrets.of(endpoint);
        Secret first = null;
        for (String url : endpoint.urls()) {
            for (Secret secret : own) {
                boolean matches = CallbackSignature.matches(
                        signature, secret.bytes(), request.method(), url, body);
                if (matches && first == null) {
                    first = secret;
                }
            }
        }
        return Optional.ofNullable(first);
    }

    /** What KORE may have signed: each is made only where the one before it does not verify. */
    private static Stream<byte[]> candidates(CallbackRequest request, String mediaType) {
        Stream<byte[]> received = Stream.of(request.body());
        if (!mediaType.equals(MediaType.JSON)) {
            return received;
        }
        Stream<Function<byte[], Optional<byte[]>>> forms =
                Stream.of(JsonBody::minify, JsonBody::reserialise);
        return Stream.concat(received, forms.flatMap(form -> form.apply(request.body()).stream())
                .filter(bytes -> !Arrays.equals(bytes, request.body())));
    }
}
