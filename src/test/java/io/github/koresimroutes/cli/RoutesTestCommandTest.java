package io.github.koresimroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RoutesTestCommandTest {

    private static final String FAILS = """
            - test: active & new <are> one
              callback: {SimStatus: active}
              expect: {queue: kore.sim.new}
            """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theShippedTestsPass() {
        assertThat(run("--routes", "routes")).isZero();
        assertThat(out.toString()).contains("passed  active goes to its queue", "all passed");
    }

    @Test
    void aFailureIsToldWithItsPlaceAndInTheReportOfCi() throws Exception {
        Path file = Files.writeString(directory.resolve("mine.test.yaml"), FAILS);
        Path report = directory.resolve("reports/routes.xml");

        assertThat(run("--routes", directory.toString(), "--junit", report.toString())).isOne();

        assertThat(out.toString()).contains("FAILED  active & new <are> one", file + ":1",
                "expected a message to kore.sim.new", "got      kore.sim.active",
                "1 test, 1 failed");
        var suite = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(report.toFile()).getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("1");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getTextContent()).contains("expected a message to kore.sim.new");
    }

    @Test
    void theOutputForProgramsIsOneObjectATest() throws Exception {
        Files.writeString(directory.resolve("mine.test.yaml"), FAILS);
        assertThat(run("--routes", directory.toString(), "--json")).isOne();
        assertThat(out.toString()).hasLineCount(1)
                .startsWith("{\"test\":\"active & new <are> one\"").contains("\"passed\":false");
    }

    @Test
    void withoutATestItFailsAndSaysSo() {
        assertThat(run("--routes", directory.toString())).isOne();
        assertThat(err.toString()).contains("there is no test");
    }

    @Test
    void aTestFileThatIsNotRightIsSaidWithItsPlace() throws Exception {
        Path file = Files.writeString(directory.resolve("mine.test.yaml"), "- tset: mine\n");
        assertThat(run("--routes", "routes", file.toString())).isOne();
        assertThat(err.toString()).contains(file + ":1:3: error: unknown key 'tset'");
    }

    @Test
    void routesThatCannotBeMadeAreSaid() throws Exception {
        Files.writeString(directory.resolve("mine.test.yaml"), FAILS);
        Files.writeString(directory.resolve("mine.camel.yaml"), """
                - route:
                    id: mine
                    from:
                      uri: direct:mine
                      steps:
                        - process: {ref: no-such-bean}
                """);
        assertThat(run("--routes", directory.toString())).isOne();
        assertThat(err.toString()).contains("the route 'mine' cannot be made", "no-such-bean");
    }

    private int run(String... arguments) {
        CommandLine commandLine = KoreSim.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 2];
        all[0] = "routes";
        all[1] = "test";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return commandLine.execute(all);
    }
}
