package io.github.koresimroutes.standalone;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.slf4j.MDC;

/** Camel Main that knows, when a start fails, which route file it was reading. */
final class BundleMain extends Main {

    /** The console shows no stack traces in this phase: {@link StartFailure} says what it was. */
    private static final String PHASE = "kore-phase";

    private final RouteFiles routeFiles;
    private final boolean debug;

    BundleMain(RouteFiles routeFiles, boolean debug) {
        this.routeFiles = routeFiles;
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
        routeFiles.parse();
        super.configureRoutes(camelContext);
    }

    @Override
    protected void afterStart() throws Exception {
        MDC.remove(PHASE);
        super.afterStart();
    }
}
