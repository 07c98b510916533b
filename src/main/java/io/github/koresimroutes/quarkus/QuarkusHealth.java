package io.github.koresimroutes.quarkus;

import io.smallrye.health.api.HealthRegistry;
import io.smallrye.health.api.HealthType;
import io.smallrye.health.registry.HealthRegistries;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.service.ServiceSupport;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundle's checks among Quarkus's; its alarms are in the group that takes nothing out of service:
 * {@code /q/health/well}. Camel itself shows those that say ready or live only, and asks them in the
 * threads that serve callbacks. The one class that touches SmallRye Health, which an application need
 * not have.
 */
final class QuarkusHealth extends ServiceSupport implements StartupListener {

    /** Without it there is nobody to tell. */
    static final String LIBRARY = "io.smallrye.health.registry.HealthRegistries";

    private static final Logger LOG = LoggerFactory.getLogger(QuarkusHealth.class);
    private static final String GROUP = "kore";
    /** What Camel counts of each check. */
    private static final Pattern CAMELS = Pattern.compile("^(check|invocation|success|failure)\\.");

    private final boolean withDetails;
    private final List<Runnable> undo = new ArrayList<>();

    /** @param withDetails false where strangers may ask: details tell of secrets, routes and queues */
    QuarkusHealth(boolean withDetails) {
        this.withDetails = withDetails;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // Not all checks are known yet.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) {
            checks.stream().filter(check -> GROUP.equals(check.getGroup())).forEach(this::register);
        }
    }

    private void register(HealthCheck check) {
        HealthRegistry registry = HealthRegistries.getRegistry(
                check.isReadiness() ? HealthType.READINESS : HealthType.WELLNESS);
        String id = check.getId();
        // Camel's own, which would hold an event loop while a database does not answer.
        remove(registry, id);
        registry.register(id, () -> Uni.createFrom().item(() -> response(id, check.call()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
        undo.add(() -> remove(registry, id));
    }

    private static void remove(HealthRegistry registry, String id) {
        try {
            registry.remove(id);
        } catch (IllegalStateException e) {
            LOG.debug("there is no {} to be removed", id);
        }
    }

    /** The registries are the process's, and another application may begin in it. */
    @Override
    protected void doStop() {
        undo.forEach(Runnable::run);
        undo.clear();
    }

    private HealthCheckResponse response(String name, Result result) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(name)
                .status(result.getState() != State.DOWN);
        if (withDetails) {
            result.getDetails().forEach((detail, value) -> {
                if (!CAMELS.matcher(detail).find()) {
                    response.withData(detail, String.valueOf(value));
                }
            });
            result.getMessage().ifPresent(message -> response.withData("message", message));
        }
        return response.build();
    }
}
