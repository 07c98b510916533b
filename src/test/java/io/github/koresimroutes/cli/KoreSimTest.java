package io.github.koresimroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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

    private int run(String... args) {
        CommandLine commandLine = KoreSim.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }
}
