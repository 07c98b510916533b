package io.github.koresimroutes.standalone;

import io.github.koresimroutes.config.SettingsException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Who may ask for health and metrics. On a port that is for this machine only, everybody; on another
 * one, or where a password is set, who knows it. The two probes are open, since platforms that ask
 * them know none; without it they tell up or down, and not why.
 */
final class HealthDoor {

    private static final Set<String> PROBES =
            Set.of("/observe/health/live", "/observe/health/ready");
    private static final String BASIC = "Basic ";

    private final byte[] credentials;

    private HealthDoor(String user, String password) {
        credentials = Base64.getEncoder().encode(
                (user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws SettingsException where others could ask, and no password is set */
    static void install(CamelContext context, StandaloneSettings settings) {
        Optional<HealthDoor> door = read(settings);
        if (door.isEmpty()) {
            return;
        }
        ManagementHttpServer there = context.hasService(ManagementHttpServer.class);
        if (there != null) {
            door.get().guard(there);
        }
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onServiceAdd(CamelContext context, Service service, Route route) {
                if (service instanceof ManagementHttpServer server) {
                    door.get().guard(server);
                }
            }
        });
    }

    private static Optional<HealthDoor> read(StandaloneSettings settings) {
        Optional<String> user = settings.text("kore.health.user");
        Optional<String> password = settings.secret("kore.health.password");
        if (user.isPresent() != password.isPresent()) {
            throw new SettingsException("kore.health.user and kore.health.password (or"
                    + " kore.health.password-file) belong together: set both, or none.");
        }
        // Camel's own key, by default the same, may have been set past this one.
        String host = settings.text("camel.management.host").filter(h -> !h.contains("{{"))
                .or(() -> settings.text("kore.health.host")).orElse("127.0.0.1");
        if (user.isEmpty() && !isLoopback(host)) {
            throw new SettingsException("kore.health.host = " + host + " lets others ask for health"
                    + " and metrics. Set kore.health.user and kore.health.password-file as well;"
                    + " /observe/health/live and /ready answer without them, in one word.");
        }
        return user.map(name -> new HealthDoor(name, password.orElseThrow()));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void guard(ManagementHttpServer server) {
        AuthenticationConfig config = server.getConfiguration().getAuthenticationConfig();
        AuthenticationConfig.AuthenticationConfigEntry entry =
                new AuthenticationConfig.AuthenticationConfigEntry();
        entry.setPath("/*");
        entry.setAuthenticationProviderFactory(vertx -> null);
        entry.setAuthenticationHandlerFactory(new Everything());
        config.getEntries().clear();
        config.getEntries().add(entry);
        config.setEnabled(true);
    }

    private void handle(RoutingContext ctx) {
        if (knows(ctx)) {
            ctx.next();
        } else if (PROBES.contains(ctx.request().path())) {
            ctx.request().params().clear().set("exposureLevel", "oneline");
            ctx.next();
        } else {
            ctx.response().setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Basic realm=\"kore-sim\"")
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .end("user and password are needed");
        }
    }

    private boolean knows(RoutingContext ctx) {
        String given = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        return given != null && given.regionMatches(true, 0, BASIC, 0, BASIC.length())
                && MessageDigest.isEqual(credentials,
                        given.substring(BASIC.length()).strip().getBytes(StandardCharsets.UTF_8));
    }

    /** Its method is generic, so it can be no lambda. */
    private final class Everything implements AuthenticationConfig.AuthenticationHandlerFactory {

        @Override
        public <T extends AuthenticationProvider> AuthenticationHandler
                createAuthenticationHandler(T none) {
            return HealthDoor.this::handle;
        }
    }
}
