package io.github.koresimroutes.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about route files. */
@Command(name = "routes",
        description = "Looks at the route files as they are, and at those that ran.",
        mixinStandardHelpOptions = true,
        subcommands = {RoutesCheckCommand.class, RoutesTestCommand.class,
            RoutesExplainCommand.class, RoutesHistoryCommand.class, RoutesShowCommand.class})
final class RoutesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
