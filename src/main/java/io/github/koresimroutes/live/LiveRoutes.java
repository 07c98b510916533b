package io.github.koresimroutes.live;

import io.github.koresimroutes.camel.Routing;
import io.github.koresimroutes.routeset.RouteSet;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes that get the events, and their replacement: the new ones are up before the first event
 * goes to them, and those before stay until the last batch that began with them has ended.
 */
final class LiveRoutes extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    /** Longer than a batch takes; one that hangs in a route is left to itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CamelContext bundle;
    private final Routing routing;
    private final Surroundings surroundings;
    private volatile RoutingContext current;
    private volatile boolean stopping;

    /** @param bundle the context that receives and dispatches */
    LiveRoutes(CamelContext bundle) {
        this.bundle = bundle;
        this.routing = Routing.of(bundle);
        this.surroundings = new Inherited(bundle);
    }

    /**
     * Makes the first routes; events go to them from now on. Their consumers do not start yet.
     *
     * @throws Exception as Camel throws it, where the routes cannot be made
     */
    void begin(RouteSet set) throws Exception {
        RoutingContext first = started(set);
        routing.replace(first.camel(), set.hash());
        current = first;
    }

    /** Starts the consumers of the first routes, when all around them has started. */
    void startConsumers() throws Exception {
        current.startDoors();
        current.startConsumers();
    }

    /**
     * Replaces the routes, and returns when those before have ended. Where it throws, those before
     * go on.
     *
     * @throws Exception as Camel throws it, where the new routes cannot be made or started
     */
    synchronized void replace(RouteSet set) throws Exception {
        RoutingContext before = current;
        RoutingContext next = started(set);
        try {
            next.startDoors();
            if (stopping) {
                throw new IllegalStateException("the bundle stops");
            }
        } catch (Exception | Error e) {
            next.close();
            throw e;
        }
        Routing.Routes replaced = routing.replace(next.camel(), set.hash());
        try {
            before.stopConsumers();
            next.startConsumers();
        } catch (Exception | Error e) {
            takeBack(before, next, e);
            throw e;
        }
        current = next;
        if (stopping) {
            next.close();
        }
        end(before, replaced);
    }

    /** The routes before are whole again first; whatever fails on the way, the rest is done. */
    private void takeBack(RoutingContext before, RoutingContext next, Throwable cause) {
        Routing.Routes failed = routing.replace(before.camel(), before.set().hash());
        attempt(next::stopConsumers, cause);
        attempt(before::startConsumers, cause);
        attempt(() -> end(next, failed), cause);
    }

    private static void attempt(Attempt step, Throwable cause) {
        try {
            step.run();
        } catch (Exception | LinkageError e) {
            LOG.error("while an edit is taken back: {}", e.toString());
            cause.addSuppressed(e);
        }
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private RoutingContext started(RouteSet set) throws Exception {
        RoutingContext routes = RoutingContext.of(set, surroundings);
        try {
            OwnRoutes.check(routes, bundle);
            routes.start();
        } catch (Exception | LinkageError e) {
            routes.close();
            throw e;
        }
        return routes;
    }

    private void end(RoutingContext routes, Routing.Routes batches) throws InterruptedException {
        if (!routing.awaitUnused(batches, PATIENCE)) {
            LOG.warn("the routes of the set {} still have a batch after {} s: a step of theirs"
                    + " hangs. They end now", routes.set().hash(), PATIENCE.toSeconds());
        }
        routes.close();
    }

    @Override
    protected void doStop() {
        stopping = true;
        if (current != null) {
            current.close();
        }
    }
}
