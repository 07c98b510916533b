package io.github.koresimroutes.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands and options, as this release has them. */
@Command(name = "completion",
        description = "Prints a script that completes commands and options in bash and zsh.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:success", "2:wrong usage"},
        footer = {
            "", "For this shell; for all others the same line in ~/.bashrc or ~/.zshrc:",
            "  source <(kore-sim completion)"})
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(
                AutoComplete.bash(spec.root().name(), KoreSim.commandLine()));
        spec.commandLine().getOut().flush();
    }
}
