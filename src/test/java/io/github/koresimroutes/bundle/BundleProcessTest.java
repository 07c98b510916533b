package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BundleProcessTest {

    @TempDir
    private Path directory;

    @Test
    void isNotTakenForStartedWhileAnotherBundleAnswersOnItsPort() throws Exception {
        int port = RunningBundle.freePort();
        HttpServer other = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        other.createContext("/", exchange -> {
            exchange.sendResponseHeaders(405, -1);
            exchange.close();
        });
        other.start();
        try (BundleProcess bundle = new BundleProcess(directory, port, Map.of())) {
            assertThatThrownBy(bundle::start).hasStackTraceContaining("cannot listen on");
        } finally {
            other.stop(0);
        }
    }
}
