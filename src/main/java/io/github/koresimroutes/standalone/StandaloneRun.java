package io.github.koresimroutes.standalone;

import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.check.Known;
import io.github.koresimroutes.check.RouteCheck;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.trial.RouteFindings;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.main.Main;
import org.slf4j.LoggerFactory;

/** The bundle by itself: with its own HTTP server, pools and, if need be, broker. */
public final class StandaloneRun {

    private final Path configDirectory;
    private final Path routesDirectory;
    private final boolean demo;
    private final boolean debug;

    /**
     * @param configDirectory where application.properties and log4j2.properties are, or null
     * @param routesDirectory the directory whose route files win, or null
     * @param demo            whether it runs with a secret of its own and says what to send
     * @param debug           whether it logs more
     */
    public StandaloneRun(
            Path configDirectory, Path routesDirectory, boolean demo, boolean debug) {
        this.configDirectory = configDirectory;
        this.routesDirectory = routesDirectory;
        this.demo = demo;
        this.debug = debug;
    }

    /**
     * Runs until the process is told to stop.
     *
     * @throws Exception if it cannot start; {@link StartFailure} makes a message of it
     */
    public void run() throws Exception {
        RouteCheck.prepare();
        Logging.configure(configDirectory, demo, debug);
        StopLimit stop = new StopLimit();
        try (StandaloneResources resources = new StandaloneResources()) {
            main(resources, stop).run();
        } finally {
            stop.ended();
        }
    }

    private Main main(StandaloneResources resources, StopLimit stop) {
        RouteDirectory directory = new RouteDirectory(routesDirectory, configDirectory);
        RouteSet routes = directory.read();
        StandaloneSettings settings = StandaloneSettings.read(configDirectory);
        boolean lastGood = settings.flag("kore.routes.start-with-last-good");
        // A set that is loaded soon, and whose failure stops the start, needs no trial before.
        List<Finding> errors = (lastGood ? RouteFindings.of(routes, settings.properties())
                : RouteCheck.findings(
                        routes, Known.of(settings.properties(), routes.settings())))
                .stream().filter(Finding::isError).toList();
        if (!errors.isEmpty() && !lastGood) {
            throw new StartException("the route files are not right:\n"
                    + Finding.describe(errors));
        }
        // Not a constant of this class: no logger may exist before the logging is chosen.
        LoggerFactory.getLogger(StandaloneRun.class)
                .info("route files: {}", directory.describe());
        Main main = new BundleMain(directory, routes, errors, debug);
        main.setAppName("kore-sim");
        main.setPropertyPlaceholderLocations(StandaloneSettings.locations(configDirectory));
        main.configure().withName("kore-sim-routes");
        if (demo) {
            main.addMainListener(new Demo());
        }
        main.addMainListener(new FreePorts());
        main.addMainListener(stop);
        main.configure().addConfiguration(resources);
        main.configure().addConfiguration(new KoreSimRoutes());
        return main;
    }
}
