package io.github.koresimroutes.standalone;

import io.github.koresimroutes.camel.GivenSettings;
import io.github.koresimroutes.check.RouteCheck;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.live.LiveEdit;
import io.github.koresimroutes.live.LoadFailure;
import io.github.koresimroutes.live.RouteLoading;
import io.github.koresimroutes.routeset.RouteSet;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.model.Model;
import org.slf4j.MDC;

/**
 * Camel Main with the routes that receive and dispatch; those that teams edit are in a context of
 * their own.
 */
final class BundleMain extends Main {

    /** The console shows no stack traces in this phase: {@link StartFailure} says what it was. */
    private static final String PHASE = "kore-phase";
    private static final String RECEIVE_CALLBACK = "direct:receive-callback";
    private static final String CALLBACK_ENDPOINT = "callback-endpoint";

    private final RouteDirectory directory;
    private final RouteSet routes;
    private final boolean debug;
    private LiveEdit edit;

    /**
     * @param directory where people edit
     * @param routes    what was read there, and is right
     * @param debug     whether a failed start shows stack traces
     */
    BundleMain(RouteDirectory directory, RouteSet routes, boolean debug) {
        this.directory = directory;
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
    protected void configureRoutes(CamelContext camelContext) {
        try {
            RouteLoading.load(camelContext, routes.fixed());
            requireFixedRoutes(camelContext);
            edit = LiveEdit.begin(camelContext, routes);
        } catch (StartException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException("the routes cannot be loaded:\n"
                    + LoadFailure.finding(routes, e).describe(), e);
        }
    }

    private static void requireFixedRoutes(CamelContext camelContext) {
        Model model = camelContext.getCamelContextExtension().getContextPlugin(Model.class);
        requireRoute(model, RECEIVE_CALLBACK, "callback", "receive-callback");
        if (model.getRouteTemplateDefinition(CALLBACK_ENDPOINT) == null) {
            throw new StartException("no route file has the route template " + CALLBACK_ENDPOINT
                    + ", which gives every callback its path.\nLook at the `id` in"
                    + " routes/callback-endpoint.camel.yaml.");
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

    @Override
    protected void afterStart() throws Exception {
        MDC.remove(PHASE);
        super.afterStart();
        edit.started();
        Settings settings = new Settings(
                new GivenSettings(getCamelContext().getPropertiesComponent())::resolve);
        if (settings.flag("kore.routes.watch")) {
            edit.watch(directory, RouteCheck::findings,
                    settings.duration("kore.routes.watch-interval"));
        }
    }
}
