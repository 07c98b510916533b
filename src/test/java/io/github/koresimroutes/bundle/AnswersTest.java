package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, with which answer; and that none of it reaches a queue. */
class AnswersTest {

    private static final String MARK = "never-echo-this";

    private static TestBroker broker;
    private static RunningBundle bundle;

    @BeforeAll
    static void startAll(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.callback.max-body-size", "20000");
        settings.put("kore.callback.previous-secret", "secret12345");
        bundle = RunningBundle.start(settings);
    }

    /** A later event overtakes nothing: once it is there, a refused one would be too. */
    @AfterAll
    static void nothingRefusedReachedAQueue() throws Exception {
        try {
            assertThat(bundle.client().withStatus("ready").status()).isEqualTo(200);
            broker.takeOne("kore.sim.ready");
            for (String queue : new String[] {"active", "inactive", "unrouted", "scheduled"}) {
                assertThat(broker.take("kore.sim." + queue, 0)).isEmpty();
            }
        } finally {
            bundle.close();
            broker.close();
        }
    }

    private KoreClient kore() {
        return bundle.client().withNewToken();
    }

    private static void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isNotBlank().doesNotContain("\n", "<", "Exception", MARK)
                .doesNotContain(RunningBundle.SECRET);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("text/plain; charset=utf-8");
        assertThat(answer.headers().map().keySet()).isSubsetOf(
                "content-type", "content-length", "transfer-encoding", "allow", "connection");
    }

    @Test
    void aChangedByteIsAnswered401() throws Exception {
        assertRefused(kore().withSignedBody(KoreClient.body("inactive")).send(), 401);
    }

    @Test
    void anotherSecretIsAnswered401() throws Exception {
        assertRefused(kore().withSecret("12345").send(), 401);
    }

    @Test
    void thePreviousSecretVerifiesToo() throws Exception {
        assertThat(kore().withSecret("secret12345").status()).isEqualTo(200);
        broker.takeOne("kore.sim.active");
    }

    @Test
    void noSignatureIsAnswered401() throws Exception {
        assertRefused(kore().withSignature(null).send(), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "zz", "0000", MARK})
    void aSignatureOfAnotherShapeIsAnswered401(String signature) throws Exception {
        assertRefused(kore().withSignature(signature).send(), 401);
    }

    @Test
    void aRepeatedSignatureIsAnswered401() throws Exception {
        assertRefused(kore().withHeader("kore-signature", "00").send(), 401);
    }

    @Test
    void aRepeatedTokenIsAnswered401() throws Exception {
        assertRefused(kore().withHeader("kore-idempotency-token", "other").send(), 401);
    }

    @Test
    void aRepeatedDateIsAnswered401() throws Exception {
        assertRefused(kore().withHeader("date", "2024-09-25T19:09:49Z").send(), 401);
    }

    @Test
    void aSignatureInTheQueryIsNone() throws Exception {
        KoreClient callback = kore();
        assertRefused(callback.withSignature(null)
                .withPath("/kore/sim-status?Kore-Signature=" + "0".repeat(64)).send(), 401);
    }

    @Test
    void aRepeatedParameterIsAnswered400() throws Exception {
        assertRefused(kore().withBody(KoreClient.body("active") + "&SimStatus=inactive").send(),
                400);
    }

    @Test
    void bytesThatNoFormHoldsAreAnswered400() throws Exception {
        byte[] body = (KoreClient.body("active") + "?&SimStatu2=" + MARK)
                .getBytes(StandardCharsets.UTF_8);
        body[KoreClient.body("active").length()] = (byte) 0x80;
        assertRefused(kore().withBody(body).send(), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%2", "a=%zz", "a=%FF%FE", "a b=1"})
    void aMalformedFormIsAnswered400(String body) throws Exception {
        assertRefused(kore().withBody(body).send(), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":1}{\"b\":2}", "{", ""})
    void jsonThatIsNotStrictIsAnswered400(String body) throws Exception {
        assertRefused(kore().withContentType("application/json").withBody(body).send(), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/form-data; boundary=x", "application/xml",
        "application/x-www-form-urlencoded; charset=iso-8859-1", "nonsense",
        "application/x-www-form-urlencoded; charset=\""})
    void anotherContentTypeIsAnswered415(String type) throws Exception {
        assertRefused(kore().withContentType(type).send(), 415);
    }

    @Test
    void noContentTypeIsAnswered415() throws Exception {
        assertRefused(kore().withContentType(null).send(), 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
    void anotherMethodIsAnswered405(String method) throws Exception {
        HttpResponse<String> answer = kore().withMethod(method).send();

        assertRefused(answer, 405);
        assertThat(answer.headers().firstValue("allow")).hasValue("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/kore", "/kore/sim-status/" + MARK, "/kore/sim-statu",
        "/observe/health"})
    void anotherPathIsAnswered404(String path) throws Exception {
        assertRefused(kore().withPath(path).send(), 404);
    }

    @Test
    void aBodyThatIsTooLargeIsAnswered413() throws Exception {
        assertRefused(kore().withBody("a=" + "x".repeat(20_001)).send(), 413);
    }

    @Test
    void whatIsLargeAndYetAllowedIsTaken() throws Exception {
        assertThat(kore().withStatus("scheduled")
                .withBody(KoreClient.body("scheduled") + "&More=" + "x".repeat(9_000)).status())
                .isEqualTo(200);
        broker.takeOne("kore.sim.scheduled");
    }

    /** KORE signs the minified text, so a captured one with more white space is the same event. */
    @Test
    void whiteSpaceAroundSignedJsonMakesNoNewEvent() throws Exception {
        String event = "{\"type\":\"test\"}";
        KoreClient callback = kore().withContentType("application/json")
                .withBody(event).withSignedBody(event);
        for (String body : new String[] {event, " " + event, "{ \"type\" :\n\"test\"}\n"}) {
            assertThat(callback.withBody(body).status()).isEqualTo(200);
        }
        assertThat(broker.takeOne("kore.sim.unrouted").getText()).isEqualTo(event);
    }

    @Test
    void aBodyThatDoesNotArriveEndsItsConnection() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", bundle.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(("POST /kore/sim-status HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 145\r\n\r\nApiVersion=v1")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** Were a worker held by each of these, nobody else would be served. */
    @Test
    void clientsThatSendHalfABodyHoldNobodyUp() throws Exception {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket("127.0.0.1", bundle.port());
                halves.add(socket);
                socket.getOutputStream().write(("POST /kore/sim-status HTTP/1.1\r\nHost: x\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 145\r\nKore-Signature: 00\r\n\r\nApiVersion=v1")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(kore().withStatus("scheduled").status()).isEqualTo(200);
        } finally {
            for (Socket socket : halves) {
                socket.close();
            }
        }
        broker.takeOne("kore.sim.scheduled");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\u0000\u0001\u0002\r\n\r\n",
        "POST /kore/sim-status\r\n\r\n",
        "POST /kore/sim-status HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /kore/sim-status HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
        "POST /kore/sim-status HTTP/1.1\r\nHost: x\r\nContent-Type: " + MARK + "\r\n"
                + "Content-Length: 0\r\nConnection: close\r\n\r\n",
        "POST /%zz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"})
    void brokenHttpIsRefusedAndNothingIsEchoed(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", bundle.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).doesNotContain("Exception", MARK, "200 OK", "500");
            assertThat(Arrays.asList(answer.split("\r\n"))).noneMatch(l -> l.startsWith("Server:"));
        }
    }
}
