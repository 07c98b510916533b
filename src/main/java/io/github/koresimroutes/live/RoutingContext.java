package io.github.koresimroutes.live;

import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.NodeIdFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;

/**
 * A Camel context of the routes that teams edit. A changed set gets a new one beside the one that
 * runs, so that nothing of the running routes is touched before the new ones are up
 * (docs/decisions/0009-routing-context.md).
 */
public final class RoutingContext implements AutoCloseable {

    /**
     * Consumers that take nothing by themselves, or of which two may be there at once: they start
     * with the context. All others may take what the set before still takes.
     */
    private static final Set<String> PASSIVE =
            Set.of("direct", "seda", "platform-http", "rest", "rest-api", "rest-openapi");
    /** What a process has once: servers and beans, and the routes of the bundle itself. */
    private static final Predicate<String> ONCE = key -> {
        String plain = key.toLowerCase(Locale.ROOT).replace("-", "");
        return plain.startsWith("camel.server.") || plain.startsWith("camel.management.")
                || plain.startsWith("camel.health.") || plain.startsWith("camel.metrics.")
                || plain.startsWith("camel.beans.") || plain.startsWith("camel.main.routes")
                || plain.startsWith("camel.main.name");
    };

    private final Contents main;
    private final RouteSet set;
    private final List<String> held = new ArrayList<>();

    private RoutingContext(Contents main, RouteSet set) {
        this.main = main;
        this.set = set;
    }

    /**
     * Reads the routes of a set; none of them runs yet.
     *
     * @throws Exception as Camel throws it, where the routes cannot be made
     */
    public static RoutingContext of(RouteSet set, Surroundings surroundings) throws Exception {
        Contents main = new Contents(set, surroundings);
        RoutingContext routing = new RoutingContext(main, set);
        try {
            main.init();
            routing.hold();
        } catch (Exception | LinkageError e) {
            routing.close();
            throw e;
        }
        return routing;
    }

    private void hold() {
        Model model = camel().getCamelContextExtension().getContextPlugin(Model.class);
        for (RouteDefinition route : model.getRouteDefinitions()) {
            String uri = route.getInput() == null ? ""
                    : camel().resolvePropertyPlaceholders(route.getInput().getEndpointUri());
            if (!PASSIVE.contains(uri.replaceFirst(":.*", "")) && route.getAutoStartup() == null) {
                route.autoStartup(false);
                held.add(route.idOrCreate(camel().getCamelContextExtension()
                        .getContextPlugin(NodeIdFactory.class)));
            }
        }
    }

    /** The context. */
    public CamelContext camel() {
        return main.getCamelContext();
    }

    /** What runs in it. */
    public RouteSet set() {
        return set;
    }

    /**
     * Makes the routes and starts those that are called by others; consumers of queues, timers and
     * the like do not start yet.
     */
    public void start() throws Exception {
        main.start();
    }

    /** Starts the consumers that were held back, in their order. */
    public void startConsumers() throws Exception {
        for (String route : held) {
            camel().getRouteController().startRoute(route);
        }
    }

    /** Stops the consumers that {@link #startConsumers} started; what they do is finished first. */
    public void stopConsumers() throws Exception {
        for (String route : held) {
            camel().getRouteController().stopRoute(route);
        }
    }

    /** Ends it; what its routes do is finished first. */
    @Override
    public void close() {
        main.stop();
    }

    /** Camel Main, so that {@code camel.component.*} and the like hold as in any other context. */
    private static final class Contents extends Main {

        private final RouteSet set;
        private final Surroundings surroundings;

        private Contents(RouteSet set, Surroundings surroundings) {
            this.set = set;
            this.surroundings = surroundings;
            // The bundle's own strategy ends this one as well.
            setShutdownStrategy(new SimpleMainShutdownStrategy());
            configure().setName("kore-routes-" + set.hash());
            // They are in the settings already, but for what is there once.
            configure().setAutoConfigurationEnvironmentVariablesEnabled(false);
            configure().setAutoConfigurationSystemPropertiesEnabled(false);
        }

        @Override
        protected CamelContext createCamelContext() {
            CamelContext context = super.createCamelContext();
            context.getCamelContextExtension()
                    .setRegistry(new DefaultRegistry(surroundings.beans()));
            return context;
        }

        @Override
        protected void configurePropertiesService(CamelContext camelContext) {
            camelContext.getPropertiesComponent().addPropertiesSource(
                    new InheritedSettings(set.settings(), surroundings.settings(), ONCE));
        }

        @Override
        protected void loadConfigurations(CamelContext camelContext) throws Exception {
            surroundings.furnish(camelContext);
        }

        @Override
        protected void configureRoutes(CamelContext camelContext) throws Exception {
            List<Resource> resources = set.files().stream()
                    .filter(file -> !file.isFixed() || RouteFile.ERRORS.equals(file.name()))
                    .map(RouteFile::resource).toList();
            PluginHelper.getRoutesLoader(camelContext).loadRoutes(resources);
        }
    }
}
