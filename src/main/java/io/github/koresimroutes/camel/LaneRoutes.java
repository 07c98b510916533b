package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.Dispatcher;
import io.github.koresimroutes.dispatch.LaneStatus;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One route of the template {@code dispatch-lane} for each lane that the journal has. Their number
 * may change while this instance runs.
 */
final class LaneRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(LaneRoutes.class);
    private static final String TEMPLATE = "dispatch-lane";
    private static final String PREFIX = TEMPLATE + "-";

    private final Dispatcher dispatcher;
    private final LaneLog log;

    LaneRoutes(Dispatcher dispatcher, LaneLog log) {
        this.dispatcher = dispatcher;
        this.log = log;
    }

    /** {@code kore-follow-lanes}: adds the routes that are missing, removes those too many. */
    void follow(Exchange exchange) throws Exception {
        CamelContext context = exchange.getContext();
        if (context.isStopping()) {
            return;
        }
        List<LaneStatus> lanes = dispatcher.lanes();
        log.note(lanes);
        Set<String> wanted = new TreeSet<>();
        for (LaneStatus status : lanes) {
            wanted.add(PREFIX + status.lane());
        }
        for (String id : wanted) {
            if (context.getRoute(id) == null) {
                add(context, id);
            }
        }
        for (Route route : context.getRoutes()) {
            if (route.getRouteId().startsWith(PREFIX) && !wanted.contains(route.getRouteId())) {
                context.getRouteController().stopRoute(route.getRouteId());
                context.removeRoute(route.getRouteId());
                LOG.info("{} has ended: the journal has fewer lanes now", route.getRouteId());
            }
        }
    }

    private static void add(CamelContext context, String id) {
        String lane = id.substring(PREFIX.length());
        TemplatedRouteBuilder.builder(context, TEMPLATE)
                .parameter("lane", lane)
                .routeId(id)
                .prefixId("lane-" + lane)
                .add();
    }
}
