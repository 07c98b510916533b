package io.github.koresimroutes.callback;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds out whether KORE signed a request. One serves all threads, and holds none up.
 *
 * <p>The URL is always a configured one, never one that the request names: URL and body are signed
 * without a border between them, so a sender who may choose the URL may move the border.
 */
public final class CallbackVerifier {

    private static final List<Function<byte[], Optional<byte[]>>> AS_RECEIVED =
            List.of(Optional::of);
    /** What KORE may have signed of JSON. */
    private static final List<Function<byte[], Optional<byte[]>>> JSON_FORMS =
            List.of(Optional::of, JsonBody::minify, JsonBody::reserialise);

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
        Secrets held = store.current();
        Optional<VerifiedCallback> verified = find(request, endpoint, mediaType, signature, held);
        if (verified.isEmpty()) {
            // KORE does not send again what was refused, so first look for a secret that is new.
            Secrets newer = store.refreshed();
            verified = newer == held ? Optional.empty()
                    : find(request, endpoint, mediaType, signature, newer);
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

    private static Optional<VerifiedCallback> find(CallbackRequest request, Endpoint endpoint,
            String mediaType, String signature, Secrets secrets) {
        byte[] received = request.body();
        for (Function<byte[], Optional<byte[]>> form
                : mediaType.equals(MediaType.JSON) ? JSON_FORMS : AS_RECEIVED) {
            Optional<byte[]> signed = form.apply(received);
            // Made only where those before it do not verify, and not tried twice.
            if (signed.isEmpty()
                    || signed.get() != received && Arrays.equals(signed.get(), received)) {
                continue;
            }
            Optional<Secret> secret = match(request, endpoint, signature, signed.get(), secrets);
            if (secret.isPresent()) {
                return Optional.of(new VerifiedCallback(
                        request, endpoint, mediaType, secret.get(), secrets, signed.get()));
            }
        }
        return Optional.empty();
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
}
