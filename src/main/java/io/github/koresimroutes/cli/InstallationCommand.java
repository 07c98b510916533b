package io.github.koresimroutes.cli;

import io.github.koresimroutes.standalone.Installation;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that works on the journal or the broker of the instances, with the settings of a run.
 * What it throws is told on stderr, as {@link KoreSim} does for all commands.
 */
abstract class InstallationCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config;

    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() throws Exception {
        try (Installation installation = Installation.of(config.directory())) {
            int exitCode = run(installation);
            out().flush();
            return exitCode;
        }
    }

    /** Does the work and returns the exit code. */
    abstract int run(Installation installation) throws Exception;

    /** Where the answer goes. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where warnings and failures go. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final CommandSpec spec() {
        return spec;
    }
}
