package io.github.koresimroutes.live;

import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteFileException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** Gives a context the routes of files. */
public final class RouteLoading {

    private RouteLoading() {
    }

    /**
     * Reads the routes into a context that has not started.
     *
     * @throws RouteFileException where one file is to blame
     * @throws Exception          as Camel throws it, otherwise
     */
    public static void load(CamelContext context, List<RouteFile> files) throws Exception {
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(
                    files.stream().map(RouteFile::resource).toList());
        } catch (Exception failure) {
            throw new RouteFileException(
                    culprit(files).orElseThrow(() -> failure).place(), failure);
        }
    }

    /** Camel's message has a line, but no file: read alone, only the bad file fails. */
    private static Optional<RouteFile> culprit(List<RouteFile> files) {
        // Never started, so there is nothing to stop.
        CamelContext scratch = new DefaultCamelContext();
        for (RouteFile file : files) {
            try {
                PluginHelper.getRoutesLoader(scratch).loadRoutes(file.resource());
            } catch (Exception e) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
