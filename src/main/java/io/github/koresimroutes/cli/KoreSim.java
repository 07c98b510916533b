package io.github.koresimroutes.cli;

import java.nio.file.Path;
import java.util.List;
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
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success", "1:the command failed; the reason is on stderr", "2:wrong usage"})
public final class KoreSim implements Runnable {

    static final int FAILED = 1;

    private static final List<Class<?>> COMMANDS = List.of(RunCommand.class, HealthCommand.class,
            EventsCommand.class, QuarantineCommand.class, DispatchCommand.class,
            RoutesCommand.class, CompletionCommand.class);

    @Spec
    private CommandSpec spec;

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /** With all commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /** With the one that is asked for, or all: to read what each can do takes part of a start. */
    static CommandLine commandLine(String[] args) {
        String name = args.length > 0 ? args[0] : "";
        return COMMANDS.stream()
                .filter(command -> command.getAnnotation(Command.class).name().equals(name))
                .findFirst().map(command -> commandLine(List.of(command)))
                .orElseGet(KoreSim::commandLine);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new KoreSim());
        commands.forEach(line::addSubcommand);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
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
