package io.github.koresimroutes.live;

import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.NodeIdFactory;
import org.apache.camel.support.DefaultRegistry;

/**
 * A Camel context of the routes that teams edit. A changed set gets a new one beside the one that
 * runs, so that nothing of the running routes is touched before the new ones are up
 * (docs/decisions/0009-routing-context.md).
 */
public final class RoutingContext implements AutoCloseable {

    /** Consumers that take nothing but what other routes send: they start with the context. */
    private static final Set<String> PASSIVE = Set.of("direct", "seda");
    /** Of these two may be there at once: the new ones start before those of the set before end. */
    private static final Set<String> DOORS =
            Set.of("platform-http", "rest", "rest-api", "rest-openapi");
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
    private final Surroundings surroundings;
    private final List<String> doors = new ArrayList<>();
    private final List<String> consumers = new ArrayList<>();

    private RoutingContext(Contents main, RouteSet set, Surroundings surroundings) {
        this.main = main;
        this.set = set;
        this.surroundings = surroundings;
    }

    /**
     * Reads the routes of a set; none of them runs yet.
     *
     * @throws Exception as Camel throws it, where the routes cannot be made
     */
    public static RoutingContext of(RouteSet set, Surroundings surroundings) throws Exception {
        Contents main = new Contents(set, surroundings);
        RoutingContext routing = new RoutingContext(main, set, surroundings);
        try {
            main.init();
            surroundings.adapt(routing.model());
            routing.hold();
        } catch (Exception | LinkageError e) {
            routing.close();
            throw e;
        }
        return routing;
    }

    private void hold() {
        NodeIdFactory ids =
                camel().getCamelContextExtension().getContextPlugin(NodeIdFactory.class);
        for (RouteDefinition route : definitions()) {
            String scheme = input(route).replaceFirst(":.*", "");
            if (PASSIVE.contains(scheme)) {
                continue;
            }
            String id = route.idOrCreate(ids);
            String standIn = surroundings.standIn(id, input(route));
            if (standIn != null) {
                route.getInput().setUri(standIn);
            } else if (route.getAutoStartup() == null) {
                route.autoStartup(false);
                (DOORS.contains(scheme) ? doors : consumers).add(id);
            }
        }
    }

    private Model model() {
        return camel().getCamelContextExtension().getContextPlugin(Model.class);
    }

    private List<RouteDefinition> definitions() {
        return model().getRouteDefinitions();
    }

    private String input(RouteDefinition route) {
        return route.getInput() == null ? ""
                : camel().resolvePropertyPlaceholders(route.getInput().getEndpointUri());
    }

    /**
     * The routes that begin with an endpoint of a scheme.
     *
     * @return what follows the scheme, without options, by the id of the route
     */
    public Map<String, String> routesFrom(String scheme) {
        Map<String, String> found = new TreeMap<>();
        for (RouteDefinition route : definitions()) {
            String uri = input(route);
            if (uri.startsWith(scheme + ":")) {
                found.put(route.getRouteId(), uri.substring(scheme.length() + 1)
                        .replaceFirst("^//", "").replaceFirst("\\?.*", ""));
            }
        }
        return found;
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
     * Makes the routes and starts those that are called by others; whatever brings something in from
     * outside does not start yet.
     */
    public void start() throws Exception {
        main.start();
    }

    /** Starts the routes that take requests; the like of another context may be there, too. */
    public void startDoors() throws Exception {
        start(doors);
    }

    /** Starts the consumers of queues, timers and the like; those of another context have ended. */
    public void startConsumers() throws Exception {
        start(consumers);
    }

    private void start(List<String> routes) throws Exception {
        for (String route : routes) {
            camel().getRouteController().startRoute(route);
        }
    }

    /** Stops what {@link #startConsumers} started; what it does is finished first. */
    public void stopConsumers() throws Exception {
        for (String route : consumers) {
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
            // Its checks would be asked beside the bundle's own, also of a set that has ended.
            configure().health().setEnabled(false);
            // They are in the settings already, but for what is there once.
            configure().setAutoConfigurationEnvironmentVariablesEnabled(false);
            configure().setAutoConfigurationSystemPropertiesEnabled(false);
        }

        @Override
        protected CamelContext createCamelContext() {
            CamelContext context = super.createCamelContext();
            context.getCamelContextExtension()
                    .setRegistry(new DefaultRegistry(new InheritedBeans(surroundings.beans())));
            // One that Camel finds, such as Quarkus's, would hide nothing of what there is once.
            PropertiesComponent settings = new PropertiesComponent();
            settings.setAutoDiscoverPropertiesSources(false);
            context.setPropertiesComponent(settings);
            return context;
        }

        @Override
        protected void configurePropertiesService(CamelContext camelContext) {
            camelContext.getPropertiesComponent().addPropertiesSource(
                    new InheritedSettings(set.settings(), surroundings.settings(),
                            ONCE.or(surroundings::hides)));
        }

        @Override
        protected void loadConfigurations(CamelContext camelContext) throws Exception {
            surroundings.furnish(camelContext);
        }

        @Override
        protected void configureRoutes(CamelContext camelContext) throws Exception {
            RouteLoading.load(camelContext, set.files().stream()
                    .filter(file -> !file.isFixed() || RouteFile.ERRORS.equals(file.name()))
                    .toList());
        }
    }
}
