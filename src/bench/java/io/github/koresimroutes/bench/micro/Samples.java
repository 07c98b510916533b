package io.github.koresimroutes.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.koresimroutes.callback.CallbackReader;
import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.CallbackSignature;
import io.github.koresimroutes.callback.CallbackVerifier;
import io.github.koresimroutes.callback.DateWindow;
import io.github.koresimroutes.callback.Endpoint;
import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.callback.Secret;
import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.callback.TestEndpoints;
import io.github.koresimroutes.callback.TestSecrets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is measured with: callbacks of the size and the spelling that KORE's have. */
final class Samples {

    static final String FORM = "ApiVersion=v1&SimUniqueName=my_super_sim"
            + "&SimSid=HSab3f06be8f5d32caecb91e8a306c6c08&SimStatus=active"
            + "&AccountSid=AC3ba717b1d236e6c4a835e46130267eb4";
    /** With escapes, as a name that people give has them. */
    static final String ESCAPED_FORM = FORM.replace("my_super_sim", "M%C3%BCller+%26+Co%2C+pump+7");
    static final String JSON = "[{\"specversion\":\"1.0\",\"type\":\"com.kore.supersim.updated\","
            + "\"id\":\"EZ3ba717b1d236e6c4a835e46130267eb4\",\"time\":\"2026-11-24T09:39:22Z\","
            + "\"data\":{\"account_sid\":\"AC3ba717b1d236e6c4a835e46130267eb4\",\"sim\":{\"sid\":"
            + "\"HSab3f06be8f5d32caecb91e8a306c6c08\",\"unique_name\":\"my_super_sim\","
            + "\"status\":\"active\",\"lat\":-81.8090,\"roaming\":true,\"fleet\":null}}}]";

    static final String SECRET = "a35974bdf1c769b8bb";
    static final String URL = "https://callbacks.example.com/kore/sim-status";

    private static final Instant RECEIVED = Instant.parse("2026-11-24T09:39:23.456Z");

    private Samples() {
    }

    static byte[] bytes(String body) {
        return body.getBytes(UTF_8);
    }

    /** A signed request as KORE sends it. */
    static CallbackRequest request(String contentType, String body) {
        return request(contentType, bytes(body), bytes(body));
    }

    /** One whose signature is over other bytes than the body. */
    static CallbackRequest request(String contentType, byte[] body, byte[] signed) {
        return new CallbackRequest(Endpoint.DEFAULT, "POST", List.of(contentType),
                List.of(CallbackSignature.sign(SECRET, "POST", URL, signed)),
                List.of("RQ3ba717b1d236e6c4a835e46130267eb4"), List.of("2026-11-24T09:39:22Z"),
                null, body, RECEIVED);
    }

    static CallbackRequest form() {
        return request("application/x-www-form-urlencoded; charset=utf-8", FORM);
    }

    static CallbackRequest json() {
        return request("application/json", JSON);
    }

    /** With one secret, or as many as there are while secrets are rotated. */
    static CallbackVerifier verifier(String... names) {
        return new CallbackVerifier(TestEndpoints.of(URL), TestSecrets.of(
                List.of(names).stream().map(name -> Secret.of(name,
                        name.equals("current") ? SECRET : name + SECRET)).toList()));
    }

    static CallbackReader reader() {
        return new CallbackReader(
                Set.of(), new DateWindow(DateWindow.Mode.WARN, Duration.ofDays(1)));
    }

    /** An event with a token and a SIM of its own, and both as random as KORE's. */
    static SimEvent event() {
        String random = UUID.randomUUID().toString().replace("-", "");
        String sim = "HS" + random;
        byte[] body = bytes(FORM.replace("HSab3f06be8f5d32caecb91e8a306c6c08", sim));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new SimEvent(EventKind.SIM_STATUS, "AC3ba717b1d236e6c4a835e46130267eb4",
                "RQ" + random, Set.of(), sim, "active", now, now,
                "application/x-www-form-urlencoded", body, sha256(body), "current", Map.of());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
