package io.github.koresimroutes.cli;

import io.github.koresimroutes.routeset.RouteFiles;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.standalone.Installation;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A command about the route files that an instance would run with. It opens nothing. */
abstract class RouteSetCommand extends InstallationCommand {

    @Option(names = "--routes", paramLabel = "DIR",
            description = "The directory of *.camel.yaml files that win, file by file, over the"
                    + " ones in the program. Default: routes, if it exists.")
    private Path routes;

    @Override
    final int run(Installation installation) throws Exception {
        RouteFiles files = RouteFiles.of(directory());
        files.misnamed().forEach(file -> err().println(file
                + " is not loaded: the name of a route file ends in .camel.yaml"));
        return run(installation, files.read(installation.routeSettings()));
    }

    /** Does the work on the files and returns the exit code. */
    abstract int run(Installation installation, RouteSet set) throws Exception;

    /** The directory whose files win, or null. */
    final Path directory() {
        return ConfigOption.directory(spec(), "--routes", routes, "routes");
    }
}
