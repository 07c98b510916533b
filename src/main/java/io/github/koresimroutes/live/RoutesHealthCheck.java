package io.github.koresimroutes.live;

import io.github.koresimroutes.camel.AlarmCheck;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Tells which routes run; down while the files that people edited are refused. */
final class RoutesHealthCheck extends AlarmCheck {

    private final EditState state;

    RoutesHealthCheck(EditState state) {
        super("kore-routes");
        this.state = state;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("set", state.running().hash());
        builder.detail("since", state.since().toString());
        if (!state.needRestart().isEmpty()) {
            builder.detail("need-restart", String.join(", ", state.needRestart()));
        }
        if (!state.others().isEmpty()) {
            builder.detail("others-run", String.join(", ", state.others()));
        }
        if (state.refusal().isEmpty()) {
            builder.up();
        } else {
            builder.down().message("the changed route files are refused, and the routes of the set "
                    + state.running().hash() + " go on: " + state.refusal().stream()
                            .map(finding -> finding.describe().lines().findFirst().orElse(""))
                            .collect(Collectors.joining("; ")));
        }
    }
}
