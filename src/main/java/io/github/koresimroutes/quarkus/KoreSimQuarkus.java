package io.github.koresimroutes.quarkus;

import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.config.Libraries;
import io.github.koresimroutes.embedded.KoreSimBundle;
import io.github.koresimroutes.http.CallbackRouter;
import io.github.koresimroutes.metrics.BundleMetrics;
import io.github.koresimroutes.standalone.OwnPools;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.jms.ConnectionFactory;
import javax.sql.DataSource;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.eclipse.microprofile.config.Config;

/**
 * The bundle in a Quarkus application that has Camel's extensions. The journal is in the
 * {@link DataSource} that is named {@value KoreSimRoutes#DATA_SOURCE}, or where
 * {@code kore.journal.url} says, or else in the application's unnamed one; the
 * {@link ConnectionFactory} likewise, {@value KoreSimRoutes#CONNECTION_FACTORY}.
 * {@code kore.enabled=false} leaves it out.
 */
@Singleton
@Named("kore-sim-routes")
public class KoreSimQuarkus extends MainListenerSupport {

    private final CallbackRouter callbacks = new CallbackRouter();

    @Inject
    Config config;

    @Inject
    Vertx vertx;

    @Inject
    Instance<DataSource> dataSources;

    @Inject
    Instance<ConnectionFactory> connectionFactories;

    /** Quarkus tells of its router before anything is served on it. */
    void takeCallbacks(@Observes Router router) {
        if (isEnabled()) {
            callbacks.install(router);
        }
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        if (isEnabled()) {
            main.configure().addConfiguration(new Bundle());
        }
    }

    private boolean isEnabled() {
        return config.getOptionalValue("kore.enabled", Boolean.class).orElse(true);
    }

    private boolean hasPortForHealth() {
        return config.getOptionalValue("quarkus.management.enabled", Boolean.class).orElse(false);
    }

    private final class Bundle implements CamelConfiguration {

        @Override
        public void configure(CamelContext context) throws Exception {
            context.getPropertiesComponent().addPropertiesSource(new ConfigSettings(config));
            OwnPools.journal(context, dataSources.isResolvable() ? dataSources::get : null);
            OwnPools.broker(context,
                    connectionFactories.isResolvable() ? connectionFactories::get : null);
            if (Libraries.has(BundleMetrics.MICROMETER)) {
                QuarkusMeters.bind(context);
            }
            if (Libraries.has(QuarkusHealth.LIBRARY)) {
                QuarkusHealth health = new QuarkusHealth(hasPortForHealth());
                context.addService(health, true, true);
                context.addStartupListener(health);
            }
            new KoreSimBundle().configure(context);
            callbacks.serve(context, vertx, KoreSimRoutes.paths(context));
        }
    }
}
