package io.github.koresimroutes.live;

import io.github.koresimroutes.metrics.MeterSource;
import io.github.koresimroutes.metrics.Meters;

/** Measures what becomes of edits. */
final class EditMeters implements MeterSource {

    private final EditState state;

    EditMeters(EditState state) {
        this.state = state;
    }

    @Override
    public void register(Meters meters) {
        meters.counter("kore.routes.edits", "Changes of the route files, by what became of them",
                state::taken, "outcome", "taken");
        meters.counter("kore.routes.edits", "Changes of the route files, by what became of them",
                state::refused, "outcome", "refused");
        meters.gauge("kore.routes.refused", "1 while the route files as they are now are refused",
                () -> state.refusal().isEmpty() ? 0 : 1);
        meters.gauge("kore.routes.need.restart",
                "1 while a changed file is in effect only after a restart",
                () -> state.needRestart().isEmpty() ? 0 : 1);
        meters.gauge("kore.routes.instances.differ",
                "Other instances that run another set of routes than this one",
                () -> state.others().size());
        meters.gauge("kore.routes.since.timestamp.seconds",
                "Since when the routes run that run now, in seconds since 1970",
                () -> state.since().getEpochSecond());
    }
}
