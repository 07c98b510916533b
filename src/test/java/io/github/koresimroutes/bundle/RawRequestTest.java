package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.callback.CallbackSignature;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as bytes: what is no proper HTTP/1 is refused, with a line, and never read as two. */
@Timeout(60)
class RawRequestTest {

    private static final String MARK = "never-echo-this";
    private static final String BODY = KoreClient.body("active");
    /** A request that would be taken, were it hidden in another one. */
    private static final String HIDDEN = callback("POST /kore/sim-status HTTP/1.1",
            "Host: x\r\nContent-Length: " + BODY.length() + "\r\n") + BODY;

    private static TestBroker broker;
    private static RunningBundle bundle;

    @BeforeAll
    static void startAll(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.callback.max-requests", "20");
        bundle = RunningBundle.start(settings);
    }

    @AfterAll
    static void stopAll() throws Exception {
        bundle.close();
        broker.close();
    }

    private static String signature() {
        return CallbackSignature.sign(RunningBundle.SECRET.getBytes(StandardCharsets.UTF_8),
                "POST", RunningBundle.URL, BODY.getBytes(StandardCharsets.UTF_8));
    }

    /** A genuine callback's head. */
    private static String callback(String line, String headers) {
        return line + "\r\n" + headers
                + "Content-Type: application/x-www-form-urlencoded\r\n"
                + "Kore-Idempotency-Token: " + KoreClient.newToken() + "\r\n"
                + "Kore-Signature: " + signature() + "\r\n\r\n";
    }

    private static String post(String headers) {
        return callback("POST /kore/sim-status HTTP/1.1", "Host: x\r\n" + headers);
    }

    private static String chunked(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    private static String closing(String request) throws IOException {
        try (RawHttp raw = new RawHttp(bundle.port())) {
            return raw.send(request).untilClosed();
        }
    }

    /** One answer, of one line, and nothing of the request in it. */
    private static void assertRefused(String answer, int status) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        String[] parts = answer.split("\r\n\r\n", 2);
        assertThat(parts[0].toLowerCase()).contains("content-type: text/plain; charset=utf-8")
                .doesNotContain("server:", "x-powered");
        assertThat(parts[1]).isNotBlank().doesNotContain("\n", "HTTP/1.1", "Exception", MARK);
        assertThat(answer).doesNotContain(MARK);
    }

    @Test
    void aCallbackIsTakenWithALengthAndInChunks() throws Exception {
        try (RawHttp raw = new RawHttp(bundle.port())) {
            raw.accepted(post("Content-Length: " + BODY.length() + "\r\n") + BODY);
            raw.accepted(post("Transfer-Encoding: chunked\r\n") + chunked(BODY));
        }
    }

    @Test
    void http10IsServedAndClosed() throws Exception {
        assertThat(closing(callback("POST /kore/sim-status HTTP/1.0",
                "Content-Length: " + BODY.length() + "\r\n") + BODY))
                .contains(" 200 ", "accepted");
    }

    @Test
    void pipelinedRequestsAreAnsweredInTurn() throws Exception {
        String one = post("Content-Length: " + BODY.length() + "\r\n") + BODY;
        String other = "GET /" + MARK + " HTTP/1.1\r\nHost: x\r\n\r\n";
        try (RawHttp raw = new RawHttp(bundle.port())) {
            raw.send(one + other + one);
            assertThat(raw.until("accepted")).contains(" 200 ").doesNotContain(" 404 ");
            assertThat(raw.until("accepted")).contains(" 404 ", " 200 ").doesNotContain(MARK);
        }
    }

    /** Each would wait in memory for the answer to the one before it. */
    @Test
    void aLongRowOfRequestsBeforeTheFirstAnswerEndsTheConnection() throws Exception {
        String answers = closing((post("Content-Length: " + BODY.length() + "\r\n") + BODY)
                .repeat(100));
        assertThat(answers.split("accepted", -1)).hasSizeLessThan(90);
        assertThat(bundle.client().status()).isEqualTo(200);
    }

    @Test
    void whoWaitsToBeToldToGoOnIsTold() throws Exception {
        try (RawHttp raw = new RawHttp(bundle.port())) {
            raw.send(post("Expect: 100-continue\r\nContent-Length: " + BODY.length() + "\r\n"));
            raw.until("HTTP/1.1 100 Continue\r\n\r\n");
            raw.accepted(BODY);
            assertThat(raw.send(post("Expect: 100-continue\r\nContent-Length: 70000\r\n"))
                    .untilClosed()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aBodyThatIsTooLargeCostsNoPlace() throws Exception {
        for (int i = 0; i < 25; i++) {
            assertThat(closing(post("Content-Length: 70000\r\n") + "x".repeat(70000)))
                    .contains(" 413 ");
            assertThat(closing(post("Transfer-Encoding: chunked\r\n")
                    + chunked("x".repeat(70000)))).contains(" 413 ");
        }
        assertThat(bundle.client().status()).isEqualTo(200);
    }

    /** It is sent whole before the answer is read: more than fits between the two. */
    @Test
    void whoSendsTooMuchCanReadTheAnswer() throws Exception {
        String body = "x".repeat(20_000_000);
        assertRefused(closing(post("Content-Length: " + body.length() + "\r\n") + body), 413);
        assertRefused(closing(post("Transfer-Encoding: chunked\r\n") + chunked(body)), 413);
    }

    @Test
    void aConnectionThatIsResetBetweenTwoRequestsCostsNoPlace() throws Exception {
        String half = post("Content-Length: 100\r\n") + "half";
        for (int i = 0; i < 600; i++) {
            try (Socket socket = new Socket("127.0.0.1", bundle.port())) {
                socket.setSoLinger(true, 0);
                new RawHttp(socket).send(
                        post("Content-Length: " + BODY.length() + "\r\n") + BODY + half);
                Thread.sleep(i % 12);
            }
        }
        await().untilAsserted(() -> assertThat(bundle.client().status()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: identity\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding:\u000bchunked\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding:\r\n chunked\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5\r\nContent-Length: 5\r\n",
        "Content-Length: 5, 5\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: -5\r\n",
        "Content-Length: 0x5\r\n",
        "Content-Length: \r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length : 5\r\n",
        "X-Fold: a\r\n b\r\nContent-Length: 5\r\n",
        "X-Bare: a\nContent-Length: 5\r\n",
        "X-Return: a\rContent-Length: 5\r\n",
        "X-Null: \u0000\r\nContent-Length: 5\r\n",
        "No-Colon\r\nContent-Length: 5\r\n",
        "Bad Name: x\r\nContent-Length: 5\r\n",
        "Host: y\r\nContent-Length: 5\r\n"})
    void aRequestWithAnUnclearEndIsRefusedAndTheLastOfItsConnection(String headers)
            throws Exception {
        assertRefused(closing("POST /" + MARK + " HTTP/1.1\r\nHost: x\r\n" + headers
                + "\r\n0\r\n\r\n" + HIDDEN), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "zz\r\n" + MARK + "\r\n0\r\n\r\n", "-5\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n",
        "5\nhello\r\n0\r\n\r\n", "5\r\nhelloX0\r\n\r\n", "ffffffffffffffff\r\nhello\r\n",
        "5\r\nhello\n0\r\n\r\n", "5 x\r\nhello\r\n0\r\n\r\n", "\t5\r\nhello\r\n0\r\n\r\n",
        "5\u0000\r\nhello\r\n0\r\n\r\n", "0\r\fX: 1\r\n\r\n", "0\r\nX: 1\r\n 2\r\n\r\n",
        "5;a=\rb\r\nhello\r\n0\r\n\r\n"})
    void aMalformedChunkIsRefusedAndTheLastOfItsConnection(String chunks) throws Exception {
        assertRefused(closing(post("Transfer-Encoding: chunked\r\n") + chunks + HIDDEN), 400);
    }

    @ParameterizedTest
    @CsvSource({"'POST /kore/sim-status\r\n\r\n', 400",
        "'POST /kore/sim-status HTTP/1.1\r\n\r\n', 400",
        "'POST  /kore/sim-status HTTP/1.1 x\r\nHost: x\r\n\r\n', 400",
        "'PO\u0001ST /kore/sim-status HTTP/1.1\r\nHost: x\r\n\r\n', 400",
        "'POST /kore/sim-status\u007f HTTP/1.1\r\nHost: x\r\n\r\n', 400",
        "'POST /kore/sim-status http/1.1\r\nHost: x\r\n\r\n', 400",
        "'POST\t/kore/sim-status HTTP/1.1\r\nHost: x\r\n\r\n', 400",
        "'POST  /kore/sim-status HTTP/1.1\r\nHost: x\r\n\r\n', 400",
        "' POST /kore/sim-status HTTP/1.1\r\nHost: x\r\n\r\n', 400",
        "'POST /kore/sim-status HTTP/1.1 \r\nHost: x\r\n\r\n', 400",
        "'POST /kore/sim-status HTTP/1.1\r\nHost: a%2e\r\n\r\n', 400",
        "'POST /kore/sim-status HTTP/1.1\r\nHost: %2e%2eET / HTTP\r\n\r\n', 400",
        "'POST /kore/sim-status HTTP/1.1\r\nHost: a@b\r\n\r\n', 400",
        "'POST /kore/sim-status HTTP/1.2\r\nHost: x\r\n\r\n', 505",
        "'POST /kore/sim-status HTTP/9.9\r\nHost: x\r\n\r\n', 505",
        "'POST /kore/sim-status HTTP/1.0\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400",
        "'POST /kore/sim-status HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n', 400",
        "'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505"})
    void whatIsNoHttp1IsRefused(String request, int status) throws Exception {
        assertRefused(closing(request), status);
    }

    @Test
    void anUpgradeToHttp2IsNotTaken() throws Exception {
        try (RawHttp raw = new RawHttp(bundle.port())) {
            assertThat(raw.accepted(post("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                    + "HTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: " + BODY.length()
                    + "\r\n") + BODY)).startsWith("HTTP/1.1 200 ");
        }
        try (RawHttp raw = new RawHttp(bundle.port())) {
            assertRefused(raw.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                    + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .until("nothing here"), 404);
        }
    }

    @Test
    void largeHeadersAreRefused() throws Exception {
        String line = "POST /kore/sim-status HTTP/1.1\r\nHost: x\r\n";
        assertRefused(closing(line + "X: " + MARK.repeat(1500) + "\r\n\r\n"), 431);
        assertRefused(closing(line + ("X: " + MARK + "\r\n").repeat(1500) + "\r\n"), 431);
        assertRefused(closing("POST /" + MARK.repeat(300) + " HTTP/1.1\r\n\r\n"), 414);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..%2f", "/../kore/sim-status", "//kore/sim-status",
        "/kore//sim-status", "/kore/./sim-status", "/kore/sim%2Dstatus", "/kore/x/../sim-status",
        "/kore/sim-status/", "/KORE/sim-status", "/kore/sim-status;x=1", "/" + MARK,
        "/<script>" + MARK, "http://x/" + MARK})
    void onlyTheExactPathIsServed(String path) throws Exception {
        assertRefused(closing(callback("POST " + path + " HTTP/1.1", "Host: x\r\n"
                + "Connection: close\r\nContent-Length: " + BODY.length() + "\r\n") + BODY), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/%", "/%2", "/kore/sim-status%"})
    void aMalformedPathIsRefused(String path) throws Exception {
        assertRefused(closing(callback("POST " + path + " HTTP/1.1", "Host: x\r\n"
                + "Connection: close\r\nContent-Length: " + BODY.length() + "\r\n") + BODY), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE /kore/sim-status", "OPTIONS /kore/sim-status", "OPTIONS *",
        "CONNECT " + MARK + ":443", "CONNECT /kore/sim-status", "BREW /kore/sim-status", "OST /kore/sim-status",
        "post /kore/sim-status"})
    void anotherMethodIsAnswered405(String line) throws Exception {
        String answer = closing(line + " HTTP/1.1\r\nHost: x\r\nX: " + MARK
                + "\r\nConnection: close\r\n\r\n");
        assertRefused(answer, 405);
        assertThat(answer.toLowerCase()).contains("allow: post");
    }

    @Test
    void aHeadRequestIsAnswered405WithoutABody() throws Exception {
        assertThat(closing("HEAD /kore/sim-status HTTP/1.1\r\nHost: x\r\n"
                + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ").endsWith("\r\n\r\n");
    }
}
