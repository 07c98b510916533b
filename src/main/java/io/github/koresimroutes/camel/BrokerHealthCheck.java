package io.github.koresimroutes.camel;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Down while the broker does not answer. */
final class BrokerHealthCheck extends AlarmCheck {

    private final BrokerWatch watch;

    BrokerHealthCheck(BrokerWatch watch) {
        super("kore-broker");
        this.watch = watch;
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
