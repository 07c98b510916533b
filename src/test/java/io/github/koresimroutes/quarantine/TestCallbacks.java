package io.github.koresimroutes.quarantine;

import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.CallbackSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Requests for tests, in KORE's shape or not. */
public final class TestCallbacks {

    public static final String URL = "https://callbacks.example.com/kore/sim-status";
    public static final String FORM = "application/x-www-form-urlencoded";
    static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00.123Z");

    private TestCallbacks() {
    }

    /** In KORE's shape, for the SIM of that number. */
    public static CallbackRequest signed(String secret, int sim) {
        String body = "SimSid=HS%032x&SimStatus=active&AccountSid=AC%032x".formatted(sim, 7);
        return signed(secret, body, "RQ" + sim);
    }

    public static CallbackRequest signed(String secret, String body, String token) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return request(bytes, CallbackSignature.sign(secret, "POST", URL, bytes),
                token == null ? List.of() : List.of(token));
    }

    static CallbackRequest rubbish(String body) {
        return request(body.getBytes(StandardCharsets.UTF_8), "f".repeat(64), List.of());
    }

    private static CallbackRequest request(byte[] body, String signature, List<String> tokens) {
        return new CallbackRequest("default", "POST", List.of(FORM), List.of(signature), tokens,
                List.of("2026-03-01T09:59:59Z"), null, body, RECEIVED);
    }
}
