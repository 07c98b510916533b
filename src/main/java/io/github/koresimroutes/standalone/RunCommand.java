package io.github.koresimroutes.standalone;

import io.github.koresimroutes.camel.KoreSimRoutes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the bundle by itself, until it is told to stop. */
@Command(name = "run",
        description = "Receives callbacks and dispatches events until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped as asked (a shell shows 130 or 143 for a signal)", "1:could not start; the reason is on stderr", "2:wrong usage"},
        footer = {
            "", "Every setting can come from the environment as well: KORE_CALLBACK_SECRET",
            "for kore.callback.secret; dots and dashes become underscores."})
final class RunCommand implements Callable<Integer> {

    @Option(names = "--demo",
            description = "Runs with a demo secret and shows a callback to send. Not for"
                    + " production.")
    private boolean demo;

    @Option(names = "--config", paramLabel = "DIR",
            description = "The directory of application.properties and log4j2.properties."
                    + " Default: config, if it exists.")
    private Path config;

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
        Path configDirectory = directory("--config", config, "config");
        Path routesDirectory = directory("--routes", routes, "routes");
        Logging.configure(configDirectory, demo, debug);
        try (StandaloneResources resources = new StandaloneResources()) {
            main(configDirectory, routesDirectory, resources).run();
            return 0;
        } catch (Exception | LinkageError e) {
            spec.commandLine().getErr().println(StartFailure.describe(e));
            if (debug) {
                e.printStackTrace(spec.commandLine().getErr());
            }
            return KoreSim.FAILED;
        }
    }

    private Main main(Path configDirectory, Path routesDirectory, StandaloneResources resources) {
        RouteFiles routeFiles = RouteFiles.of(routesDirectory);
        routeFiles.parse();
        Main main = new BundleMain(routeFiles, debug);
        main.setAppName("kore-sim");
        main.setPropertyPlaceholderLocations(locations(configDirectory));
        main.configure().withName("kore-sim-routes");
        // Settings win over what is set in code, but this list is the promise of --routes.
        main.addOverrideProperty("camel.main.routesIncludePattern",
                String.join(",", routeFiles.resources()));
        if (demo) {
            main.addMainListener(new Demo());
        }
        main.addMainListener(new FreePorts());
        main.addMainListener(new StopLimit());
        main.configure().addConfiguration(resources);
        main.configure().addConfiguration(new KoreSimRoutes());
        return main;
    }

    /** The first location that knows a key wins. */
    private static String locations(Path configDirectory) {
        String defaults = "classpath:kore-sim-routes/application.properties;optional=true";
        if (configDirectory == null) {
            return defaults;
        }
        return "file:" + configDirectory.resolve("application.properties") + ";optional=true,"
                + defaults;
    }

    private Path directory(String option, Path given, String fallback) {
        if (given == null) {
            Path path = Path.of(fallback);
            return Files.isDirectory(path) ? path : null;
        }
        if (!Files.isDirectory(given)) {
            throw new ParameterException(spec.commandLine(),
                    "Invalid value for option '" + option + "': there is no directory " + given);
        }
        return given;
    }
}
