package io.github.koresimroutes.live;

import io.github.koresimroutes.camel.GivenSettings;
import io.github.koresimroutes.camel.HealthChecks;
import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.metrics.MeterSource;
import io.github.koresimroutes.routeset.RouteSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/** Gives a bundle routes that may be edited while it runs. */
public final class LiveEdit {

    private final CamelContext bundle;
    private final LiveRoutes routes;
    private final EditState state;
    private final RouteRecord record;
    private final ScheduledExecutorService thread;

    private LiveEdit(CamelContext bundle, LiveRoutes routes, EditState state, RouteRecord record) {
        this.bundle = bundle;
        this.routes = routes;
        this.state = state;
        this.record = record;
        this.thread = bundle.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "kore-routes");
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
        HealthChecks.add(bundle, new RoutesHealthCheck(state));
        RouteRecord record = record(bundle, state);
        // Added last, and so stopped first: while it is told, the journal is still open.
        bundle.addService(record, true, true);
        return new LiveEdit(bundle, routes, state, record);
    }

    private static RouteRecord record(CamelContext bundle, EditState state) {
        int days = new Settings(new GivenSettings(bundle.getPropertiesComponent())::resolve)
                .number("kore.journal.retention-days", 1, Integer.MAX_VALUE);
        return new RouteRecord(KoreSimRoutes.routeSets(bundle), KoreSimRoutes.instances(bundle),
                Duration.ofDays(days), state);
    }

    /** Notes that the files as they are do not run, and why: the set that runs is another one. */
    public void refuse(List<Finding> errors) {
        state.refuse(errors);
    }

    /** Starts the consumers of the teams' routes, when the bundle has started. */
    public void started() throws Exception {
        routes.startConsumers();
        thread.scheduleWithFixedDelay(record::beat, 0, RouteRecord.INTERVAL.toSeconds(),
                TimeUnit.SECONDS);
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
        RouteWatch watch = new RouteWatch(source, check, routes, state, record::beat);
        thread.scheduleWithFixedDelay(
                watch::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
}
