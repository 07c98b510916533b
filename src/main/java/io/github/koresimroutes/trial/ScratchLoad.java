package io.github.koresimroutes.trial;

import io.github.koresimroutes.camel.KoreSimRoutes;
import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.live.InheritedSettings;
import io.github.koresimroutes.live.LoadFailure;
import io.github.koresimroutes.live.RouteLoading;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.RouteTemplateParameterSource;

/** Makes all routes of a set as a run would make them, where nothing is around them. */
public final class ScratchLoad {

    private final RouteSet set;
    private final PropertiesComponent settings;

    private ScratchLoad(RouteSet set, PropertiesComponent settings) {
        this.set = set;
        this.settings = settings;
    }

    /**
     * The first thing over which Camel stumbles; empty where it takes all.
     *
     * @param settings    others than those of the set
     * @param application beans that are there beside the bundle's
     */
    public static Optional<Finding> check(
            RouteSet set, PropertiesComponent settings, BeanRepository application) {
        ScratchLoad load = new ScratchLoad(set, settings);
        try (Trial trial = Trial.of(set, settings, application)) {
            load.fixedFiles();
            return Optional.empty();
        } catch (Exception | LinkageError e) {
            return Optional.of(LoadFailure.finding(set, e));
        }
    }

    private void fixedFiles() throws Exception {
        Outside outside = new Outside();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addPropertiesSource(
                    InheritedSettings.of(set.settings(), settings));
            Properties journal = new Properties();
            journal.setProperty(KoreSimRoutes.JOURNAL_ID, "trial");
            context.getPropertiesComponent().setInitialProperties(journal);
            StandIns.bind(context.getRegistry());
            context.getRegistry().bind(
                    "kore-endpoints", RouteTemplateParameterSource.class, new OneEndpoint());
            context.getCamelContextExtension().addContextPlugin(ComponentResolver.class,
                    (name, any) -> TrialSurroundings.isInside(name) && !name.equals("jms")
                            ? TrialSurroundings.real(name, any) : new StubComponent(outside));
            context.setAutoStartup(false);
            // In the log of a run nobody can tell it from the real one.
            context.getCamelContextExtension().setName("kore-routes-trial");
            context.setStartupSummaryLevel(StartupSummaryLevel.Off);
            RouteLoading.load(context, set.fixed());
            context.start();
            addLane(context);
        }
    }

    private static void addLane(CamelContext context) throws Exception {
        TemplatedRouteBuilder.builder(context, "dispatch-lane").parameter("lane", "0")
                .routeId("dispatch-lane-0").prefixId("lane-0").add();
    }

    /** As the settings have at least one. */
    private static final class OneEndpoint implements RouteTemplateParameterSource {

        private static final String ROUTE = "callback-endpoint-default";

        @Override
        public Map<String, Object> parameters(String routeId) {
            return new HashMap<>(Map.of(TEMPLATE_ID, "callback-endpoint",
                    "endpoint", "default", "path", "/kore/sim-status", "methods", "POST"));
        }

        @Override
        public Set<String> routeIds() {
            return Set.of(ROUTE);
        }
    }
}
