package io.github.koresimroutes.live;

import io.github.koresimroutes.camel.KoreSimRoutes;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routes of teams must have, and may not have, beside those of the bundle. */
final class OwnRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(OwnRoutes.class);
    private static final String ROUTE_BY_STATUS = "route-by-status";

    private OwnRoutes() {
    }

    /** @throws RefusedRoutesException where they would break the bundle */
    static void check(RoutingContext routes, CamelContext bundle) {
        if (!routes.routesFrom("direct").containsValue(ROUTE_BY_STATUS)) {
            throw new RefusedRoutesException("no route file has a route from direct:"
                    + ROUTE_BY_STATUS + ", which gets every event.\nLook at the `from` in"
                    + " routes/" + ROUTE_BY_STATUS + ".camel.yaml.");
        }
        Set<String> endpoints = KoreSimRoutes.paths(bundle);
        routes.routesFrom("platform-http").forEach((route, path) -> {
            if (endpoints.contains(path)) {
                // It would take their callbacks, and nobody would store them.
                throw new RefusedRoutesException("the route '" + route + "' has the path of an"
                        + " endpoint of the settings, and would take its callbacks.\nGive it"
                        + " another path.");
            }
            LOG.warn("the route '{}' takes requests at a path of its own: nobody verifies or stores"
                    + " them, unless it does", route);
        });
    }
}
