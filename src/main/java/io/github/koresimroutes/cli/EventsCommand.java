package io.github.koresimroutes.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about events of the journal. */
@Command(name = "events",
        description = "Lists and shows events of the journal, and sends them again. Instances may"
                + " run meanwhile.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EventsListCommand.class, EventsShowCommand.class, EventsReplayCommand.class})
final class EventsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
