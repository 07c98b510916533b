package io.github.koresimroutes.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about refused callbacks that are kept. */
@Command(name = "quarantine",
        description = "Lists and shows callbacks that were refused and kept, and releases those"
                + " that are KORE's. Instances may run meanwhile.",
        mixinStandardHelpOptions = true,
        subcommands = {QuarantineListCommand.class, QuarantineShowCommand.class,
            QuarantineReverifyCommand.class, QuarantineReleaseCommand.class,
            QuarantineDropCommand.class})
final class QuarantineCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
