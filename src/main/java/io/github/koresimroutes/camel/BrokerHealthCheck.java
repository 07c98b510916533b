package io.github.koresimroutes.camel;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Down while the broker does not answer. No matter of readiness: callbacks are stored meanwhile,
 * and a process that was taken out of service for it would lose them.
 */
final class BrokerHealthCheck extends AbstractHealthCheck {

    private final BrokerWatch watch;

    BrokerHealthCheck(BrokerWatch watch) {
        super("kore", "kore-broker");
        this.watch = watch;
    }

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
        Optional<String> trouble = watch.trouble();
        if (trouble.isPresent()) {
            builder.down().message("the broker does not answer; events wait in the journal: "
                    + trouble.get());
        } else {
            builder.up();
        }
    }
}
