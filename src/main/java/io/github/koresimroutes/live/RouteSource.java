package io.github.koresimroutes.live;

import io.github.koresimroutes.routeset.RouteFilesException;
import io.github.koresimroutes.routeset.RouteSet;

/** Where the route files are that people edit. */
@FunctionalInterface
public interface RouteSource {

    /**
     * The files as they are now.
     *
     * @throws RouteFilesException where they cannot be read
     */
    RouteSet read();
}
