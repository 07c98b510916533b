package io.github.koresimroutes.cli;

import io.github.koresimroutes.standalone.StandaloneRun;
import io.github.koresimroutes.standalone.StartFailure;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the bundle by itself, until it is told to stop. */
@Command(name = "run",
        description = "Receives callbacks and dispatches events until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped as asked (a shell shows 130 or 143 for a signal)",
            "1:could not start; the reason is on stderr", "2:wrong usage"},
        footer = {
            "", "Every setting can come from the environment as well: KORE_CALLBACK_SECRET"
                + " for kore.callback.secret; dots and dashes become underscores."})
final class RunCommand implements Callable<Integer> {

    @Option(names = "--demo",
            description = "Runs with a demo secret and shows a callback to send. Not for"
                    + " production.")
    private boolean demo;

    @Mixin
    private ConfigOption config;

    @Option(names = "--routes", paramLabel = "DIR",
            description = "The directory of *.camel.yaml files that win, file by file, over the"
                    + " ones in the program. Default: routes, if it exists.")
    private Path routes;

    @Option(names = "--debug", description = "Logs more, and shows where a failure comes from.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path configDirectory = config.directory();
        Path routesDirectory = ConfigOption.directory(spec, "--routes", routes, "routes");
        try {
            new StandaloneRun(configDirectory, routesDirectory, demo, debug).run();
            return 0;
        } catch (Exception | LinkageError e) {
            spec.commandLine().getErr().println(StartFailure.describe(e));
            if (debug) {
                e.printStackTrace(spec.commandLine().getErr());
            }
            return KoreSim.FAILED;
        }
    }
}
