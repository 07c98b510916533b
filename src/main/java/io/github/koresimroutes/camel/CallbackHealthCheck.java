package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.Endpoint;
import io.github.koresimroutes.callback.SecretStore;
import io.github.koresimroutes.callback.SecretUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Tells which secrets verify callbacks, and when each did last, and which endpoints take what is
 * not signed. Always up: a secret that cannot be
 * read anew stays as it was.
 */
final class CallbackHealthCheck extends AlarmCheck {

    private final SecretStore secrets;
    private final SecretUse use;
    private final List<Endpoint> endpoints;

    CallbackHealthCheck(SecretStore secrets, SecretUse use, List<Endpoint> endpoints) {
        super("kore-callback");
        this.secrets = secrets;
        this.use = use;
        this.endpoints = endpoints;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<String> absent = secrets.absent();
        Map<String, String> troubles = secrets.troubles();
        for (String label : use.labels()) {
            String name = "secret." + label;
            builder.detail(name + ".verified", use.count(label));
            builder.detail(name + ".last-verified",
                    use.last(label).map(Instant::toString).orElse("never"));
            if (absent.contains(label)) {
                builder.detail(name + ".file", "not there");
            }
            if (troubles.containsKey(label)) {
                builder.detail(name + ".trouble", troubles.get(label));
            }
        }
        for (Endpoint endpoint : endpoints) {
            if (endpoint.takesGet()) {
                builder.detail("endpoint." + endpoint.name() + ".get",
                        "taken: their parameters are not signed");
            }
        }
        builder.up();
    }
}
