package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.callback.CallbackSignature;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS with a certificate of one's own. */
@Timeout(120)
class TlsTest {

    private static Map<String, String> settings(
            Path directory, TestBroker broker, TestCertificate certificate) {
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.callback.tls.certificate-file", certificate.certificate().toString());
        settings.put("kore.callback.tls.key-file", certificate.key().toString());
        settings.put("kore.callback.tls.reload-interval", "200ms");
        settings.put("kore.callback.header-timeout", "3s");
        return settings;
    }

    /** Each with a context of its own, so that no session is taken up again. */
    private static SSLSocket connect(int port, String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        return socket;
    }

    private static String shown(int port) throws Exception {
        try (SSLSocket socket = connect(port, "TLSv1.3")) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal().getName();
        }
    }

    private static String callback() {
        return callback(KoreClient.body("active"));
    }

    private static String callback(String body) {
        return "POST /kore/sim-status HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Kore-Idempotency-Token: " + KoreClient.newToken() + "\r\nKore-Signature: "
                + CallbackSignature.sign(RunningBundle.SECRET.getBytes(StandardCharsets.UTF_8),
                        "POST", RunningBundle.URL, body.getBytes(StandardCharsets.UTF_8))
                + "\r\n\r\n" + body;
    }

    @Test
    void callbacksComeByHttpsAndARenewedCertificateIsShownWithoutARestart(
            @TempDir Path directory) throws Exception {
        TestCertificate files = TestCertificate.make(directory, "first", "RSA");
        TestCertificate renewed = TestCertificate.make(directory, "renewed", "EC");
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        try (RunningBundle bundle = RunningBundle.start(settings(directory, broker, files));
                RawHttp old = new RawHttp(connect(bundle.port(), "TLSv1.3"));
                RawHttp older = new RawHttp(connect(bundle.port(), "TLSv1.2"))) {
            assertThat(old.accepted(callback())).startsWith("HTTP/1.1 200 ");
            assertThat(older.accepted(callback())).startsWith("HTTP/1.1 200 ");
            assertThat(shown(bundle.port())).isEqualTo("CN=first");
            try (RawHttp tooMuch = new RawHttp(connect(bundle.port(), "TLSv1.3"))) {
                assertThat(tooMuch.send(callback("x".repeat(5_000_000))).untilClosed())
                        .startsWith("HTTP/1.1 413 ");
            }

            renewed.replace(files);
            await().until(() -> shown(bundle.port()).equals("CN=renewed"));
            assertThat(old.accepted(callback())).startsWith("HTTP/1.1 200 ");

            Files.writeString(files.certificate(), "nothing that could be shown");
            Thread.sleep(600);
            assertThat(shown(bundle.port())).isEqualTo("CN=renewed");
            assertThat(bundle.metrics()).contains("kore_tls_certificate_trouble 1.0",
                    "kore_tls_certificate_expires ");
            renewed.replace(files);
            await().until(() -> bundle.metrics().contains("kore_tls_certificate_trouble 0.0"));
        } finally {
            broker.close();
        }
    }

    @Test
    void whatIsNotModernTlsIsRefused(@TempDir Path directory) throws Exception {
        TestCertificate files = TestCertificate.make(directory, "server", "RSA");
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        try (RunningBundle bundle = RunningBundle.start(settings(directory, broker, files))) {
            try (RawHttp plain = new RawHttp(bundle.port())) {
                assertThat(plain.send(callback()).untilClosed())
                        .doesNotContain("HTTP", "accepted");
            }
            for (int minor = 0; minor <= 2; minor++) {
                try (Socket socket = new Socket("127.0.0.1", bundle.port())) {
                    socket.setSoTimeout(20_000);
                    OutputStream out = socket.getOutputStream();
                    out.write(hello(minor));
                    assertThat(socket.getInputStream().read()).as("an alert, not a handshake")
                            .isIn(-1, 21);
                }
            }
            try (RawHttp silent = new RawHttp(bundle.port())) {
                assertThat(silent.isClosed(8_000)).as("a handshake that does not come").isTrue();
            }
        } finally {
            broker.close();
        }
    }

    /** The first message of a client that speaks TLS 1.{@code minor - 1} at the most. */
    private static byte[] hello(int minor) {
        byte[] suites = {(byte) 0xC0, 0x13, (byte) 0xC0, 0x14, 0x00, 0x2F, 0x00, 0x35};
        byte[] hello = new byte[9 + 34 + 1 + 2 + suites.length + 2];
        hello[0] = 22;
        hello[1] = 3;
        hello[2] = (byte) Math.min(minor, 1);
        hello[4] = (byte) (hello.length - 5);
        hello[5] = 1;
        hello[8] = (byte) (hello.length - 9);
        hello[9] = 3;
        hello[10] = (byte) minor;
        hello[45] = (byte) suites.length;
        System.arraycopy(suites, 0, hello, 46, suites.length);
        hello[46 + suites.length] = 1;
        return hello;
    }

    @Test
    void whatIsNoCertificateAndItsKeyStopsTheStart(@TempDir Path directory) throws Exception {
        TestCertificate one = TestCertificate.make(directory, "one", "EC");
        TestCertificate other = TestCertificate.make(directory, "other", "EC");
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Path missing = directory.resolve("missing.pem");
        try {
            assertNoStart(settings(directory, broker, new TestCertificate(missing, one.key())),
                    "kore.callback.tls: the file " + missing + " does not exist.");
            assertNoStart(settings(directory, broker,
                    new TestCertificate(one.certificate(), other.key())),
                    "kore.callback.tls: the key in " + other.key() + " is not the one of");
            assertNoStart(settings(directory, broker, new TestCertificate(one.key(), one.key())),
                    "holds no certificates in PEM");
            assertNoStart(settings(directory, broker,
                    new TestCertificate(one.certificate(), one.certificate())),
                    "holds no key in PEM that begins with");
            Map<String, String> half = settings(directory, broker, one);
            half.remove("kore.callback.tls.key-file");
            assertNoStart(half, "kore.callback.tls.key-file is not set");
            Map<String, String> old = settings(directory, broker, one);
            old.put("kore.callback.tls.protocols", "TLSv1.1");
            assertNoStart(old, "kore.callback.tls.protocols = TLSv1.1 is wrong");
            assertThat(directory.resolve("journal.db")).as("made before it was known")
                    .doesNotExist();
        } finally {
            broker.close();
        }
    }

    private static void assertNoStart(Map<String, String> settings, String message) {
        assertThatThrownBy(() -> RunningBundle.start(settings).close())
                .hasStackTraceContaining(message);
    }

    /** For a test: the certificate is the server's own. */
    private static final class TrustsAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
