package io.github.koresimroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class KoreSimTest {

    /** As log4j2. in one line, and properties in the next. */
    private static final Pattern CUT_NAME = Pattern.compile("(kore|custom|log4j2|/)[.]\\n");

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
    void everyCommandSaysWhatItDoesAndHowItEnds() {
        assertThat(commands(KoreSim.commandLine())).hasSizeGreaterThan(15).allSatisfy(command -> {
            CommandSpec spec = command.getCommandSpec();
            String name = spec.qualifiedName();
            // The list of commands shows the first part alone, and a part is wrapped by itself.
            assertThat(spec.usageMessage().description()).as(name).isNotEmpty()
                    .allMatch(part -> part.endsWith("."));
            assertThat(spec.optionsMap()).as(name).containsKey("--help");
            assertThat(spec.args()).as(name)
                    .allSatisfy(arg -> assertThat(arg.description()).isNotEmpty());
            assertThat(spec.usageMessage().exitCodeList()).as(name).containsKeys("0", "2");
            assertThat(command.getUsageMessage()).as(name).contains("Exit codes:")
                    .doesNotContainPattern(CUT_NAME);
            assertThat(command.getUsageMessage().lines()).as(name)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        });
    }

    /** The start scripts go to the home, and tell from where. */
    @Test
    void pathsAreMeantFromWhereTheUserStands(@TempDir Path here) throws Exception {
        System.setProperty(GivenPath.HERE, here + "/.");
        try {
            assertThat(run("run", "--config", "mine")).isEqualTo(2);
            assertThat(err.toString()).contains("there is no directory " + here.resolve("mine"));
            assertThat(run("run", "--config=/no/such/directory")).isEqualTo(2);
            assertThat(err.toString()).contains("there is no directory /no/such/directory");
            assertThat(run("routes", "explain", "--diff", "before")).isEqualTo(2);
            assertThat(err.toString()).contains("there is no directory " + here.resolve("before"));
            assertThat(GivenPath.of("")).isEqualTo(here);
            System.setProperty(GivenPath.HERE, Path.of("").toAbsolutePath() + "/.");
            assertThat(GivenPath.of("mine")).isEqualTo(Path.of("mine"));
        } finally {
            System.clearProperty(GivenPath.HERE);
        }
        assertThat(GivenPath.of("mine")).isEqualTo(Path.of("mine"));
    }

    @Test
    void whatIsAPathIsReadAsOne() {
        assertThat(commands(KoreSim.commandLine()).stream()
                .flatMap(command -> command.getCommandSpec().args().stream())
                .filter(arg -> arg.paramLabel().equals("DIR") || arg.paramLabel().equals("FILE")))
                .hasSizeGreaterThan(5)
                .allSatisfy(arg -> assertThat(arg.auxiliaryTypes()).containsExactly(Path.class));
    }

    @Test
    void theCompletionScriptKnowsEveryCommand() {
        assertThat(run("completion")).isZero();

        assertThat(out.toString()).startsWith("#!/usr/bin/env bash").contains("complete -F");
        for (CommandLine command : commands(KoreSim.commandLine())) {
            assertThat(out.toString())
                    .contains("function _picocli_"
                            + command.getCommandSpec().qualifiedName("_") + "()");
        }
    }

    @Test
    void bashCompletesWithTheScript(@TempDir Path directory) throws Exception {
        run("completion");
        Path script = Files.writeString(directory.resolve("completion"), out.toString());
        Process bash = new ProcessBuilder("bash", "-c", "source '" + script + "';"
                + " COMP_WORDS=(bin/kore-sim routes che); COMP_CWORD=2;"
                + " _complete_kore-sim; echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true).start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("check");
    }

    @Test
    void aCommandThatIsMadeAloneIsTheSame() {
        KoreSim.commandLine().getSubcommands().forEach((name, command) -> {
            CommandLine alone = KoreSim.commandLine(new String[] {name, "--help"});

            assertThat(alone.getSubcommands()).containsOnlyKeys(name);
            assertThat(commands(alone.getSubcommands().get(name)))
                    .extracting(CommandLine::getUsageMessage)
                    .isEqualTo(commands(command).stream()
                            .map(CommandLine::getUsageMessage).toList());
        });
    }

    @Test
    void whoAsksForNoCommandIsToldAll() {
        for (String[] args : List.of(
                new String[0], new String[] {"--help"}, new String[] {"rnu"})) {
            assertThat(KoreSim.commandLine(args).getSubcommands())
                    .hasSameSizeAs(KoreSim.commandLine().getSubcommands());
        }
    }

    @Test
    void everyCommandTellsTheVersion() {
        assertThat(run("routes", "check", "--version")).isZero();
        assertThat(out.toString()).startsWith("kore-sim ");
    }

    private static List<CommandLine> commands(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(each -> all.addAll(commands(each)));
        return all;
    }

    @Test
    void healthOfNothingEndsWith1() {
        assertThat(run("health", "--url", "http://127.0.0.1:1/observe/health")).isEqualTo(1);
        assertThat(err.toString()).startsWith("no answer from http://127.0.0.1:1/observe/health");
    }

    private int run(String... args) {
        CommandLine commandLine = KoreSim.commandLine(args);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }
}
