package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class KoreSimTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void wrongUsageEndsWith2() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("nonsense")).isEqualTo(2);
        assertThat(run("run", "--config", "/no/such/directory")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no directory /no/such/directory");
    }

    @Test
    void helpTellsTheExitCodes() {
        assertThat(run("run", "--help")).isZero();
        assertThat(out.toString()).contains("--demo", "--config", "--routes", "Exit codes");
    }

    @Test
    void healthOfNothingEndsWith1() {
        assertThat(run("health", "--url", "http://127.0.0.1:1/observe/health")).isEqualTo(1);
        assertThat(err.toString()).startsWith("no answer from http://127.0.0.1:1/observe/health");
    }

    @Test
    void aTakenHttpPortIsSaidWithTheSettingToChange() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> FreePorts.check("127.0.0.1", port, "kore.callback"))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port + ": ")
                    .hasMessageEndingWith("set kore.callback.port to another one.");
        }
    }

    @Test
    void theDemoTellsWhatToSendInAFewLines() {
        String text = Demo.text(Settings.of(Map.of(
                "kore.callback.port", "8081",
                "kore.broker.connector", "tcp://127.0.0.1:61616",
                "kore.queue.active", "kore.sim.active",
                "kore.queue.ready", "kore.sim.ready")), Instant.parse("2026-01-02T03:04:05.6Z"));
        assertThat(text.lines().count()).isLessThanOrEqualTo(25);
        assertThat(text).contains(
                "POST http://localhost:8081/kore/sim-status",
                "queues     kore.sim.active kore.sim.ready",
                "'Date: 2026-01-02T03:04:05Z'",
                "tcp://localhost:61616 kore.sim.active")
                .containsPattern("Kore-Signature: [0-9a-f]{64}'");
    }

    private int run(String... args) {
        CommandLine commandLine = KoreSim.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }
}
