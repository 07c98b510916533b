package io.github.koresimroutes.metrics;

import io.github.koresimroutes.dispatch.DispatchCounts;
import io.github.koresimroutes.dispatch.Dispatcher;
import io.github.koresimroutes.dispatch.LaneStatus;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures dispatch: what this instance sent, and how the lanes stand. */
public final class DispatchMeters implements MeterSource {

    private static final Logger LOG = LoggerFactory.getLogger(DispatchMeters.class);

    private final Dispatcher dispatcher;
    private volatile List<LaneStatus> lanes;

    public DispatchMeters(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public void refresh() {
        try {
            lanes = dispatcher.lanes();
        } catch (Exception e) {
            // The health check and the writer tell of the trouble itself.
            LOG.debug("The lanes cannot be read", e);
            lanes = null;
        }
    }

    @Override
    public void register(Meters meters) {
        DispatchCounts counts = dispatcher.counts();
        meters.counter("kore.dispatch.events", "Events that this instance put on their queues",
                counts::events);
        meters.counter("kore.dispatch.batches", "JMS transactions that these took",
                counts::batches);
        meters.counter("kore.dispatch.rollbacks", "JMS transactions that were rolled back",
                counts::rollbacks);
        meters.counter("kore.dispatch.set.aside", "Events that were set aside as failed",
                counts::setAside);
        meters.gauge("kore.lanes.halted", "Lanes that are halted until somebody repairs them",
                () -> of(all -> all.stream().filter(lane -> lane.halted() != null).count()));
        meters.gauge("kore.lanes.baton.away.seconds",
                "How long the baton that is away longest has not come, to within a few seconds",
                () -> of(all -> all.stream().mapToLong(lane -> lane.silent().toMillis()).max()
                        .orElse(0) / 1000.0));
    }

    private double of(ToDoubleFunction<List<LaneStatus>> value) {
        List<LaneStatus> known = lanes;
        return known == null ? Double.NaN : value.applyAsDouble(known);
    }
}
