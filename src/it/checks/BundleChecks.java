package checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.koresimroutes.callback.CallbackSignature;
import jakarta.jms.Message;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the bundle does in every runtime, seen from outside. */
public abstract class BundleChecks {

    /** What KORE has, and what it signs. */
    public static final String SECRET = "only-for-this-check";
    public static final String URL = "https://sims.example.com/kore/sim-status";

    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final String ACTIVE = form("active");
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).build();

    /** Where the application takes callbacks. */
    protected abstract int port();

    /** The broker that it sends to. */
    protected abstract String broker();

    @Test
    void aCallbackIsOnItsQueueOnce() throws Exception {
        String token = token();
        assertEquals(200, post(ACTIVE, FORM, token).statusCode());
        assertEquals(200, post(ACTIVE, FORM, token).statusCode());

        Message message = take("kore.sim.active", 1).get(0);
        assertEquals("active", message.getStringProperty("SimStatus"));
        assertNothingOn("kore.sim.active");
    }

    @Test
    void whatKoreHasNotSignedIsRefused() throws Exception {
        HttpRequest forged = request(ACTIVE, FORM, token(), "0".repeat(64)).build();
        assertEquals(401, HTTP.send(forged, HttpResponse.BodyHandlers.ofString()).statusCode());
        assertNothingOn("kore.sim.active");
    }

    /** A form that is decoded and written again has other bytes, and its signature fails. */
    @Test
    void theBytesAreThoseThatCame() throws Exception {
        for (String body : List.of(
                form("ready").replace("my_super_sim", "a+b%20c%2bd%2Be%7e~"),
                form("ready").replace("my_super_sim", "%C3%A9%E2%82%AC"),
                form("ready").replace("my_super_sim", ""))) {
            assertEquals(200, post(body, FORM, token()).statusCode(), body);
            take("kore.sim.ready", 1);
        }
        String json = "{\"SimSid\":\"HSab3f06be8f5d32caecb91e8a306c6c08\",\"SimStatus\":\"new\","
                + "\"AccountSid\":\"AC3ba717b1d236e6c4a835e46130267eb4\",\"Name\":\"\u20ac\"}";
        assertEquals(200, post(json, "application/json", token()).statusCode());
        take("kore.sim.unrouted", 1);
    }

    @Test
    void whatIsNoCallbackIsTold() throws Exception {
        assertEquals(415, post(ACTIVE, "text/plain", token()).statusCode());
        assertEquals(413, post("x".repeat(2_000_000), FORM, token()).statusCode());
        HttpRequest get = HttpRequest.newBuilder(address()).GET().build();
        HttpResponse<String> refused = HTTP.send(get, HttpResponse.BodyHandlers.ofString());
        assertEquals(405, refused.statusCode());
        assertEquals("POST", refused.headers().firstValue("Allow").orElse(null));
    }

    @Test
    void nothingUnsignedReachesAQueue() throws Exception {
        HttpRequest extra = HttpRequest.newBuilder(
                        URI.create(address() + "?JMSXGroupID=evil&SimStatus=new"))
                .header("Content-Type", FORM).header("Kore-Signature", signature(ACTIVE))
                .header("Kore-Idempotency-Token", token()).header("X-Evil", "yes")
                .POST(HttpRequest.BodyPublishers.ofString(ACTIVE)).build();
        assertEquals(200, HTTP.send(extra, HttpResponse.BodyHandlers.ofString()).statusCode());

        Message message = take("kore.sim.active", 1).get(0);
        assertNull(message.getStringProperty("X_HYPHEN_Evil"));
        assertFalse("evil".equals(message.getStringProperty("JMSXGroupID")));
    }

    @Test
    void whoStopsInTheMiddleOfABodyIsNotWaitedFor() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(("POST /kore/sim-status HTTP/1.1\r\nHost: here\r\n"
                    + "Content-Type: " + FORM + "\r\nContent-Length: 100\r\n\r\nApiVersion")
                    .getBytes(StandardCharsets.US_ASCII));
            // The connection ends; a read that waits longer fails the check.
            String answer = new String(
                    socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
        }
    }

    @Test
    void manyAtOnceAreThereOnceEach() throws Exception {
        List<HttpRequest> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(request(form("inactive"), FORM, token(), signature(form("inactive"))).build());
        }
        Set<Integer> answered = statuses(all);
        if (answered.equals(Set.of(200, 503))) {
            // A slow machine; whoever was told so tries again, and so do the others.
            answered = statuses(all);
        }
        assertEquals(Set.of(200), answered);
        Set<String> ids = new HashSet<>();
        for (Message message : take("kore.sim.inactive", 300)) {
            ids.add(message.getObjectProperty("KoreSequence").toString());
        }
        assertEquals(300, ids.size());
        assertNothingOn("kore.sim.inactive");
    }

    private static Set<Integer> statuses(List<HttpRequest> requests) {
        List<CompletableFuture<HttpResponse<String>>> answers = requests.stream().map(request ->
                HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())).toList();
        Set<Integer> statuses = new HashSet<>();
        answers.forEach(answer -> statuses.add(answer.join().statusCode()));
        return statuses;
    }

    protected final HttpResponse<String> post(String body, String type, String token)
            throws Exception {
        return HTTP.send(request(body, type, token, signature(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What KORE sends. */
    protected final HttpRequest callback(String status) {
        return request(form(status), FORM, token(), signature(form(status))).build();
    }

    private HttpRequest.Builder request(String body, String type, String token, String signature) {
        return HttpRequest.newBuilder(address()).header("Content-Type", type)
                .header("Kore-Signature", signature).header("Kore-Idempotency-Token", token)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port() + "/kore/sim-status");
    }

    private static String signature(String body) {
        return CallbackSignature.sign(SECRET.getBytes(StandardCharsets.UTF_8), "POST", URL,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String token() {
        return "RQ" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String form(String status) {
        return "ApiVersion=v1&SimUniqueName=my_super_sim&SimSid=HSab3f06be8f5d32caecb91e8a306c6c08"
                + "&SimStatus=" + status + "&AccountSid=AC3ba717b1d236e6c4a835e46130267eb4";
    }

    private void assertNothingOn(String queue) throws Exception {
        List<Message> more = receive(queue, 1, 1500);
        assertEquals(List.of(), more);
    }

    private List<Message> take(String queue, int count) throws Exception {
        return Queues.take(broker(), queue, count);
    }

    private List<Message> receive(String queue, int count, long patience) throws Exception {
        return Queues.receive(broker(), queue, count, patience);
    }
}
