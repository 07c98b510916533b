package io.github.koresimroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RoutesCheckCommandTest {

    private static final String SHIPPED = "route-by-status.camel.yaml";

    @TempDir
    private Path routes;

    @TempDir
    private Path config;

    private String out;

    @BeforeEach
    void editAFile() throws IOException {
        write(Files.readString(Path.of("routes", SHIPPED)));
    }

    @Test
    void theShippedFilesAreRight() {
        assertThat(run()).isZero();
        assertThat(out).isEqualTo("6 files: no errors\n");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws IOException {
        write(Files.readString(routes.resolve(SHIPPED)).replace("'inactive'", "'inactiv'")
                .replace("kore.queue.active", "kore.queue.billing").replaceFirst("uri: jms", "uri: jsm"));

        assertThat(run()).isEqualTo(1);
        assertThat(out).isEqualTo("""
                %1$s:25:28: error: unknown component 'jsm'; did you mean 'jms'? [unknown-component]
                %1$s:45:43: error: unknown setting kore.queue.billing [unknown-setting]
                    Add it to config/application.properties: kore.queue.billing = ..., or give it a \
                default: {{kore.queue.billing:...}}.
                %1$s:48:57: warning: KORE knows no status 'inactiv'; did you mean 'inactive'? \
                [unknown-status]
                    The status is compared letter by letter: docs/message.md lists them.
                2 errors, 1 warning in 6 files
                """.formatted(routes.resolve(SHIPPED)));
    }

    @Test
    void aSettingOfTheFileIsKnown() throws IOException {
        write(Files.readString(routes.resolve(SHIPPED)).replace("kore.queue.active", "my.queue"));
        Files.writeString(config.resolve("application.properties"), "my.queue = mine\n");

        assertThat(run()).isZero();
    }

    @Test
    void warningsFailWhereThatIsAskedFor() throws IOException {
        write(Files.readString(routes.resolve(SHIPPED)).replace("'inactive'", "'inactiv'"));

        assertThat(run()).isZero();
        assertThat(out).endsWith("no errors, 1 warning in 6 files\n");
        assertThat(run("--strict")).isEqualTo(1);
    }

    @Test
    void programsReadJson() throws IOException {
        write("- route:\n    id: route-by-status\n");

        assertThat(run("--json")).isEqualTo(1);
        assertThat(out.lines()).hasSize(2).contains("{\"severity\":\"error\",\"rule\":\"missing-field\","
                + "\"file\":\"" + routes.resolve(SHIPPED) + "\",\"line\":1,\"column\":3,"
                + "\"problem\":\"'route' lacks 'from'\",\"advice\":\"Add 'from:' below 'route',"
                + " indented by two more spaces.\"}");
    }

    @Test
    void aDirectoryThatIsNotThereIsWrongUsage() {
        assertThat(KoreSim.commandLine().setErr(new PrintWriter(new StringWriter()))
                .execute("routes", "check", "--routes", "no-such-directory")).isEqualTo(2);
    }

    private void write(String text) throws IOException {
        Files.writeString(routes.resolve(SHIPPED), text);
    }

    private int run(String... options) {
        StringWriter text = new StringWriter();
        CommandLine command = KoreSim.commandLine().setOut(new PrintWriter(text, true));
        String[] all = new String[options.length + 6];
        System.arraycopy(new String[] {"routes", "check", "--routes", routes.toString(), "--config",
            config.toString()}, 0, all, 0, 6);
        System.arraycopy(options, 0, all, 6, options.length);
        int exitCode = command.execute(all);
        out = text.toString();
        return exitCode;
    }
}
