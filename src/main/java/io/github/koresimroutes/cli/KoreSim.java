package io.github.koresimroutes.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line, {@code bin/kore-sim}. */
@Command(name = "kore-sim",
        description = "Takes KORE's SIM status callbacks to JMS queues, each once.",
        mixinStandardHelpOptions = true,
        // What a command does not say of itself is said here: the exit codes of groups, --version.
        scope = ScopeType.INHERIT,
        versionProvider = KoreSim.Version.class,
        subcommands = {RunCommand.class, HealthCommand.class, EventsCommand.class,
            QuarantineCommand.class, DispatchCommand.class, RoutesCommand.class,
            CompletionCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success", "1:the command failed; the reason is on stderr", "2:wrong usage"})
public final class KoreSim implements Runnable {

    static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new KoreSim())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, new GivenPath())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(CommandFailure.describe(failure));
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = KoreSim.class.getPackage().getImplementationVersion();
            return new String[] {"kore-sim " + (version == null ? "(not packaged)" : version)};
        }
    }
}
