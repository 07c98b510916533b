package io.github.koresimroutes.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line, {@code bin/kore-sim}. */
@Command(name = "kore-sim",
        description = "Takes KORE's SIM status callbacks to JMS queues, each once.",
        mixinStandardHelpOptions = true,
        versionProvider = KoreSim.Version.class,
        subcommands = {RunCommand.class, HealthCommand.class, EventsCommand.class,
            QuarantineCommand.class, DispatchCommand.class, RoutesCommand.class,
            CompletionCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success", "1:the command failed; the reason is on stderr", "2:wrong usage"},
        footer = {"", KoreSim.EACH_HAS_HELP})
public final class KoreSim implements Runnable {

    static final int FAILED = 1;
    static final String EACH_HAS_HELP = "Each command has a --help, with its exit codes.";

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
        CommandLine commandLine = new CommandLine(new KoreSim());
        tellVersion(commandLine);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, new GivenPath())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(CommandFailure.describe(failure));
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }

    /** Without it {@code -V} of a command says nothing. */
    private static void tellVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(KoreSim::tellVersion);
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
