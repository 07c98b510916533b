package io.github.koresimroutes.http;

import io.github.koresimroutes.metrics.MeterSource;
import io.github.koresimroutes.metrics.Meters;
import io.github.koresimroutes.outage.OutageLog;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Counts what is answered before any route is reached, and tells when that looks like KORE's: it is
 * not kept, and KORE does not send it again. Mostly a proxy's target has changed.
 */
final class DoorWatch implements MeterSource {

    /** In the routing context: a route has it. */
    static final String REACHED = DoorWatch.class.getName();

    private static final int OTHER = 0;
    private static final List<Integer> STATUSES =
            List.of(400, 404, 405, 413, 414, 415, 431, 503, OTHER);
    private static final Pattern SIGNATURE = Pattern.compile("[0-9A-Fa-f]{64}");

    private final OutageLog outage = new OutageLog(
            LoggerFactory.getLogger("io.github.koresimroutes.callbacks"),
            "requests that look like KORE's reach no endpoint", "were turned away");
    private final Map<Integer, LongAdder> answers = new TreeMap<>();

    DoorWatch() {
        STATUSES.forEach(status -> answers.put(status, new LongAdder()));
    }

    /** Looks at the answer of this request when it is given. */
    void watch(RoutingContext ctx) {
        ctx.addEndHandler(end -> {
            if (ctx.get(REACHED) == null) {
                answered(ctx, ctx.response().getStatusCode());
            }
        });
        ctx.next();
    }

    private void answered(RoutingContext ctx, int status) {
        answers.getOrDefault(status, answers.get(OTHER)).increment();
        String signature = ctx.request().getHeader(RequestHeaders.SIGNATURE);
        if (status != 503 && signature != null && SIGNATURE.matcher(signature).matches()) {
            outage.failed("answered " + status + ". Do the proxy's target, the paths and the methods of"
                    + " the settings agree? Such requests are not kept");
        }
    }

    /** A request has reached its route. */
    void reached(RoutingContext ctx) {
        ctx.put(REACHED, true);
        outage.works();
    }

    @Override
    public void register(Meters meters) {
        answers.forEach((status, count) -> meters.counter("kore.http.turned.away",
                "Requests that were answered before any endpoint was reached", count::sum,
                "status", status == OTHER ? "other" : status.toString()));
    }
}
