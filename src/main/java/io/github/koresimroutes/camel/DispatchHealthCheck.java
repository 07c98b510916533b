package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.Dispatcher;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down while dispatching is halted because a baton contradicted the journal. */
final class DispatchHealthCheck extends AbstractHealthCheck {

    private final Dispatcher dispatcher;

    DispatchHealthCheck(Dispatcher dispatcher) {
        super("kore", "kore-dispatch");
        this.dispatcher = dispatcher;
    }

    /** Callbacks are stored all the same: a process that is out of service would lose them. */
    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            Optional<String> halted = dispatcher.halted();
            if (halted.isPresent()) {
                builder.down().message("dispatch is halted: " + halted.get());
            } else {
                builder.up();
            }
        } catch (Exception e) {
            builder.down().message("the journal's database does not answer");
        }
    }
}
