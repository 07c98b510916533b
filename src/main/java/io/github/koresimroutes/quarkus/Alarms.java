package io.github.koresimroutes.quarkus;

import io.smallrye.health.api.HealthRegistry;
import io.smallrye.health.api.HealthType;
import io.smallrye.health.registry.HealthRegistries;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckRegistry;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * The bundle's alarms among Quarkus's checks, in the group that takes nothing out of service:
 * {@code /q/health/well}, and with all others {@code /q/health}. Camel itself shows those that say
 * ready or live only. The one class that touches SmallRye Health, which an application need not have.
 */
final class Alarms implements StartupListener {

    /** Without it there is nobody to tell. */
    static final String HEALTH = "io.smallrye.health.registry.HealthRegistries";

    /** What Camel counts of each check. */
    private static final Pattern CAMELS = Pattern.compile("^(check|invocation|success|failure)\\.");

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // Not all checks are known yet.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks == null) {
            return;
        }
        HealthRegistry wellness = HealthRegistries.getRegistry(HealthType.WELLNESS);
        checks.stream().filter(check -> !check.isReadiness() && !check.isLiveness())
                .forEach(check -> wellness.register(
                        check.getId(), () -> response(check.getId(), check.call())));
    }

    private static HealthCheckResponse response(String name, Result result) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(name)
                .status(result.getState() != State.DOWN);
        result.getDetails().forEach((detail, value) -> {
            if (!CAMELS.matcher(detail).find()) {
                response.withData(detail, String.valueOf(value));
            }
        });
        result.getMessage().ifPresent(message -> response.withData("message", message));
        return response.build();
    }
}
