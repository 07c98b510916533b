package io.github.koresimroutes.standalone;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.live.BundleRoutes;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.slf4j.MDC;

/**
 * Camel Main with the routes that receive and dispatch; those that teams edit are in a context of
 * their own.
 */
final class BundleMain extends Main {

    /** The console shows no stack traces in this phase: {@link StartFailure} says what it was. */
    private static final String PHASE = "kore-phase";

    private final RouteDirectory directory;
    private final RouteSet routes;
    private final List<Finding> errors;
    private final boolean debug;
    private BundleRoutes bundleRoutes;

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
        bundleRoutes = BundleRoutes.load(camelContext, routes, errors);
    }

    @Override
    protected void afterStart() throws Exception {
        MDC.remove(PHASE);
        super.afterStart();
        bundleRoutes.started(directory);
    }
}
