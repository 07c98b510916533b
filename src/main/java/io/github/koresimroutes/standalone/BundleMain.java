package io.github.koresimroutes.standalone;

import io.github.koresimroutes.camel.GivenSettings;
import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.live.LiveEdit;
import io.github.koresimroutes.live.LoadFailure;
import io.github.koresimroutes.live.RouteLoading;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.trial.RouteFindings;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.model.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Camel Main with the routes that receive and dispatch; those that teams edit are in a context of
 * their own.
 */
final class BundleMain extends Main {

    /** The console shows no stack traces in this phase: {@link StartFailure} says what it was. */
    private static final String PHASE = "kore-phase";
    private static final Logger LOG = LoggerFactory.getLogger(BundleMain.class);
    private static final String RECEIVE_CALLBACK = "direct:receive-callback";
    private static final String CALLBACK_ENDPOINT = "callback-endpoint";

    private final RouteDirectory directory;
    private final RouteSet routes;
    private final List<Finding> errors;
    private final boolean debug;
    private LiveEdit edit;

    /**
     * @param directory where people edit
     * @param routes    what was read there
     * @param errors    what is wrong with that: where there is anything, the set runs that ran last
     * @param debug     whether a failed start shows stack traces
     */
    BundleMain(RouteDirectory directory, RouteSet routes, List<Finding> errors, boolean debug) {
        this.directory = directory;
        this.routes = routes;
        this.errors = errors;
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
        RouteSet set = errors.isEmpty() ? routes : lastGood(camelContext);
        try {
            RouteLoading.load(camelContext, set.fixed());
            requireFixedRoutes(camelContext);
            edit = LiveEdit.begin(camelContext, set);
        } catch (StartException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException("the routes cannot be loaded:\n"
                    + LoadFailure.finding(set, e).describe(), e);
        }
        if (!errors.isEmpty()) {
            edit.refuse(errors);
        }
    }

    /** What ran last, in place of broken files. Settings that may be secret are those of today. */
    private RouteSet lastGood(CamelContext camelContext) {
        try {
            RouteSet kept = KoreSimRoutes.routeSets(camelContext).latest().orElseThrow(() ->
                    new StartException("the route files are not right, and the journal keeps no set"
                            + " of files that ran:\n" + Finding.describe(errors))).set();
            // What receives and dispatches is of this release, and never from a database.
            RouteSet set = routes.withLiveOf(kept);
            List<Finding> misfits = RouteFindings.of(set, camelContext.getPropertiesComponent())
                    .stream().filter(Finding::isError).toList();
            if (!misfits.isEmpty()) {
                throw new StartException("the route files are not right, and those that ran last"
                        + " do not fit, either:\n" + Finding.describe(misfits));
            }
            LOG.error("the route files are not right, so this begins with those of the set {},"
                    + " which ran last", kept.hash());
            errors.stream().flatMap(error -> error.describe().lines()).forEach(LOG::error);
            return set;
        } catch (SQLException e) {
            throw new StartException("the set of files that ran last cannot be read from the"
                    + " journal: " + e.getMessage(), e);
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
            edit.watch(directory,
                    set -> RouteFindings.of(set, getCamelContext().getPropertiesComponent()),
                    settings.duration("kore.routes.watch-interval"));
        }
    }
}
