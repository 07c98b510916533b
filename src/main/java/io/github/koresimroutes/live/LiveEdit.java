package io.github.koresimroutes.live;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.metrics.MeterSource;
import io.github.koresimroutes.routeset.RouteSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;

/** Gives a bundle routes that may be edited while it runs. */
public final class LiveEdit {

    private final CamelContext bundle;
    private final LiveRoutes routes;
    private final EditState state;

    private LiveEdit(CamelContext bundle, LiveRoutes routes, EditState state) {
        this.bundle = bundle;
        this.routes = routes;
        this.state = state;
    }

    /**
     * Makes the first routes, before the bundle's context starts. Their consumers wait.
     *
     * @param bundle has the bundle, and the routes of the fixed files
     * @param set    what to begin with
     * @throws Exception as Camel throws it, where the routes cannot be made
     */
    public static LiveEdit begin(CamelContext bundle, RouteSet set) throws Exception {
        LiveRoutes routes = new LiveRoutes(bundle);
        routes.begin(set);
        // Added before the bundle's routes start, and so stopped after them.
        bundle.addService(routes, true, true);
        EditState state = new EditState(set);
        bundle.getRegistry().bind("kore-route-meters", MeterSource.class, new EditMeters(state));
        HealthCheckRegistry health = HealthCheckRegistry.get(bundle);
        if (health != null) {
            health.register(new RoutesHealthCheck(state));
        }
        return new LiveEdit(bundle, routes, state);
    }

    /** Starts the consumers of the teams' routes, when the bundle has started. */
    public void started() throws Exception {
        routes.startConsumers();
    }

    /**
     * Lets edits in from now on.
     *
     * @param source   where people edit
     * @param check    finds what is wrong with a set
     * @param interval how often to look
     */
    public void watch(RouteSource source, Function<RouteSet, List<Finding>> check,
            Duration interval) {
        RouteWatch watch = new RouteWatch(source, check, routes, state);
        ScheduledExecutorService thread = bundle.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "kore-route-watch");
        thread.scheduleWithFixedDelay(
                watch::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
}
