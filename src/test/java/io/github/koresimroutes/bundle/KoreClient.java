package io.github.koresimroutes.bundle;

import io.github.koresimroutes.callback.CallbackSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Sends callbacks as KORE does; each {@code with} makes a copy that differs in one thing. */
final class KoreClient {

    static final String SIM = "HSab3f06be8f5d32caecb91e8a306c6c08";
    static final String ACCOUNT = "AC3ba717b1d236e6c4a835e46130267eb4";
    static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).build();

    /** As KORE writes it, and near enough to the receipt. */
    static final String DATE = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();

    private final int port;
    private String method = "POST";
    private String path = "/kore/sim-status";
    private String secret;
    private final String signedUrl;
    private byte[] body = body("active").getBytes(StandardCharsets.UTF_8);
    private byte[] signedBody;
    private String contentType = FORM;
    private String signature;
    private String token = newToken();
    private String date = DATE;
    private List<String> more = new ArrayList<>();

    KoreClient(int port, String secret, String signedUrl) {
        this.port = port;
        this.secret = secret;
        this.signedUrl = signedUrl;
    }

    int port() {
        return port;
    }

    static String newToken() {
        return "RQ" + UUID.randomUUID().toString().replace("-", "");
    }

    /** KORE's sample callback, with another status. */
    static String body(String status) {
        return "ApiVersion=v1&SimUniqueName=my_super_sim&SimSid=" + SIM + "&SimStatus=" + status
                + "&AccountSid=" + ACCOUNT;
    }

    private KoreClient copy() {
        KoreClient copy = new KoreClient(port, secret, signedUrl);
        copy.method = method;
        copy.path = path;
        copy.body = body;
        copy.signedBody = signedBody;
        copy.contentType = contentType;
        copy.signature = signature;
        copy.token = token;
        copy.date = date;
        copy.more = new ArrayList<>(more);
        return copy;
    }

    KoreClient withMethod(String other) {
        KoreClient copy = copy();
        copy.method = other;
        return copy;
    }

    KoreClient withPath(String other) {
        KoreClient copy = copy();
        copy.path = other;
        return copy;
    }

    KoreClient withSecret(String other) {
        KoreClient copy = copy();
        copy.secret = other;
        return copy;
    }

    KoreClient withBody(String other) {
        return withBody(other.getBytes(StandardCharsets.UTF_8));
    }

    KoreClient withBody(byte[] other) {
        KoreClient copy = copy();
        copy.body = other;
        return copy;
    }

    /** Signs other bytes than those that are sent. */
    KoreClient withSignedBody(String other) {
        KoreClient copy = copy();
        copy.signedBody = other.getBytes(StandardCharsets.UTF_8);
        return copy;
    }

    KoreClient withStatus(String status) {
        return withBody(body(status));
    }

    KoreClient withContentType(String other) {
        KoreClient copy = copy();
        copy.contentType = other;
        return copy;
    }

    /** Null sends none. */
    KoreClient withSignature(String other) {
        KoreClient copy = copy();
        copy.signature = other == null ? "" : other;
        return copy;
    }

    /** Null sends none. */
    KoreClient withToken(String other) {
        KoreClient copy = copy();
        copy.token = other;
        return copy;
    }

    KoreClient withNewToken() {
        return withToken(newToken());
    }

    /** Null sends none. */
    KoreClient withDate(String other) {
        KoreClient copy = copy();
        copy.date = other;
        return copy;
    }

    KoreClient withHeader(String name, String value) {
        KoreClient copy = copy();
        copy.more.add(name);
        copy.more.add(value);
        return copy;
    }

    HttpResponse<String> send() throws IOException, InterruptedException {
        return HTTP.send(request(), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendAsync() {
        return HTTP.sendAsync(request(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request() {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        String signed = signature != null ? signature : CallbackSignature.sign(
                secret.getBytes(StandardCharsets.UTF_8), method, signedUrl,
                signedBody != null ? signedBody : body);
        if (!signed.isEmpty()) {
            request.header("Kore-Signature", signed);
        }
        if (token != null) {
            request.header("Kore-Idempotency-Token", token);
        }
        if (date != null) {
            request.header("Date", date);
        }
        for (int i = 0; i < more.size(); i += 2) {
            request.header(more.get(i), more.get(i + 1));
        }
        return request.build();
    }

    int status() throws IOException, InterruptedException {
        return send().statusCode();
    }
}
