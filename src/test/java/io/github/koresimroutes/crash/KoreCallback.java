package io.github.koresimroutes.crash;

import io.github.koresimroutes.callback.CallbackSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** One callback of KORE, which may be sent several times and to several instances. */
public record KoreCallback(String token, String sim, String status) {

    static final String SECRET = "a35974bdf1c769b8bb";
    static final String URL = "https://callbacks.example.com/kore/sim-status";
    /** What stands for the answer where there is none. */
    static final int NO_ANSWER = 0;

    private static final String PATH = "/kore/sim-status";
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

    /** A callback with a token of its own. */
    public static KoreCallback of(String sim, String status) {
        return new KoreCallback("RQ" + UUID.randomUUID().toString().replace("-", ""), sim, status);
    }

    private byte[] body() {
        return ("ApiVersion=v1&SimUniqueName=my_super_sim&SimSid=" + sim + "&SimStatus=" + status
                + "&AccountSid=AC3ba717b1d236e6c4a835e46130267eb4")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Sends it once, signed; gives the HTTP status, or {@link #NO_ANSWER}. */
    int send(int port) throws InterruptedException {
        return send(port, CallbackSignature.sign(
                SECRET.getBytes(StandardCharsets.UTF_8), "POST", URL, body()));
    }

    /** Sends it as somebody who has seen its token and does not know the secret. */
    int sendForged(int port) throws InterruptedException {
        return send(port, "0".repeat(64));
    }

    private int send(int port, String signature) throws InterruptedException {
        return status(request(port)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header("Kore-Signature", signature)
                .header("Kore-Idempotency-Token", token)
                .header("Date", "2026-11-24T09:39:22Z")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body())));
    }

    /** Whether the route is there: a GET is refused by it with 405. */
    static boolean isServed(int port) throws InterruptedException {
        return status(request(port).GET()) == 405;
    }

    private static HttpRequest.Builder request(int port) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
                .timeout(PATIENCE);
    }

    private static int status(HttpRequest.Builder request) throws InterruptedException {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return NO_ANSWER;
        }
    }
}
