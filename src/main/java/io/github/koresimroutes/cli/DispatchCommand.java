package io.github.koresimroutes.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about lanes and their batons. */
@Command(name = "dispatch",
        description = "Shows the lanes, changes their number, and repairs a lane whose baton does"
                + " not come. Instances may run meanwhile.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DispatchStatusCommand.class, DispatchLanesCommand.class, DispatchRepairCommand.class})
final class DispatchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
