package io.github.koresimroutes.standalone;

import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Camel Main that knows, when a start fails, which route file it was reading. */
final class BundleMain extends Main {

    /** The console shows no stack traces in this phase: {@link StartFailure} says what it was. */
    private static final String PHASE = "kore-phase";
    private static final Logger LOG = LoggerFactory.getLogger(BundleMain.class);
    private static final String ROUTE_BY_STATUS = "direct:route-by-status";
    private static final String RECEIVE_CALLBACK = "direct:receive-callback";
    private static final String CALLBACK_ENDPOINT = "callback-endpoint";

    private final RouteSet routes;
    private final boolean debug;

    BundleMain(RouteSet routes, boolean debug) {
        this.routes = routes;
        this.debug = debug;
    }

    @Override
    public void run() throws Exception {
        if (!debug) {
            MDC.put(PHASE, "start");
        }
        try {
            super.run();
        } finally {
            MDC.remove(PHASE);
        }
    }

    @Override
    protected void configureRoutes(CamelContext camelContext) throws Exception {
        try {
            PluginHelper.getRoutesLoader(camelContext).loadRoutes(
                    routes.files().stream().map(RouteFile::resource).toList());
        } catch (Exception failure) {
            throw new RouteFileException(culprit().orElseThrow(() -> failure), failure);
        }
        Model model = camelContext.getCamelContextExtension().getContextPlugin(Model.class);
        requireRoute(model, ROUTE_BY_STATUS, "event", "route-by-status");
        requireRoute(model, RECEIVE_CALLBACK, "callback", "receive-callback");
        requireOwnPaths(camelContext, model);
        if (model.getRouteTemplateDefinition(CALLBACK_ENDPOINT) == null) {
            throw new StartException("no route file has the route template " + CALLBACK_ENDPOINT
                    + ", which gives every callback its path.\nLook at the `id` in"
                    + " routes/callback-endpoint.camel.yaml.");
        }
    }

    /** Another route at an endpoint's path would take its callbacks, and nobody would store them. */
    private static void requireOwnPaths(CamelContext camelContext, Model model) {
        Set<String> endpoints = KoreSimRoutes.paths(camelContext);
        for (RouteDefinition route : model.getRouteDefinitions()) {
            String uri = route.getInput() == null ? "" : camelContext.resolvePropertyPlaceholders(
                    route.getInput().getEndpointUri());
            if (!uri.startsWith("platform-http:")) {
                continue;
            }
            String path = uri.replaceFirst("platform-http:(//)?", "").replaceFirst("\\?.*", "");
            if (endpoints.contains(path)) {
                throw new StartException("the route '" + route.getRouteId() + "' has the path of an"
                        + " endpoint of the settings, and would take its callbacks.\nGive it another"
                        + " path.");
            }
            LOG.warn("the route '{}' takes requests at a path of its own: nobody verifies or stores"
                    + " them, unless it does", route.getRouteId());
        }
    }

    /** Without it all that it gets would wait for a route that never comes. */
    private static void requireRoute(Model model, String uri, String gets, String file) {
        boolean there = model.getRouteDefinitions().stream().anyMatch(route ->
                route.getInput() != null
                        && route.getInput().getEndpointUri().replace("//", "").equals(uri));
        if (!there) {
            throw new StartException("no route file has a route from " + uri
                    + ", which gets every " + gets + ".\nLook at the `from` in"
                    + " routes/" + file + ".camel.yaml.");
        }
    }

    /** Camel's message has a line, but no file: read alone, only the bad file fails. */
    private Optional<String> culprit() {
        // Never started, so there is nothing to stop.
        CamelContext scratch = new DefaultCamelContext();
        for (RouteFile file : routes.files()) {
            try {
                PluginHelper.getRoutesLoader(scratch).loadRoutes(file.resource());
            } catch (Exception e) {
                return Optional.of(file.place());
            }
        }
        return Optional.empty();
    }

    @Override
    protected void afterStart() throws Exception {
        MDC.remove(PHASE);
        super.afterStart();
    }
}
