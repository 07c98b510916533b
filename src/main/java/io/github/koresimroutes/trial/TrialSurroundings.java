package io.github.koresimroutes.trial;

import io.github.koresimroutes.camel.TrialDispatch;
import io.github.koresimroutes.live.Surroundings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Processor;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.model.Model;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.SimpleRegistry;

/** What routes on trial find around them: the dispatch that only notes, and stubs for the rest. */
final class TrialSurroundings implements Surroundings {

    /** What stays in the process, and so may be real. */
    private static final Set<String> INSIDE = Set.of("bean", "class", "controlbus", "dataformat",
            "direct", "jms", "language", "log", "mock", "ref", "seda", "stub", "validator", "xslt");

    private final PropertiesComponent settings;
    private final BeanRepository application;
    private final Outside outside;
    private final TrialDispatch dispatch;
    private final Map<String, String> consumed = new HashMap<>();
    private final SimpleRegistry beans = new SimpleRegistry();

    TrialSurroundings(PropertiesComponent settings, BeanRepository application, Outside outside,
            TrialDispatch dispatch) {
        this.settings = settings;
        this.application = application;
        this.outside = outside;
        this.dispatch = dispatch;
        StandIns.bind(beans);
        beans.bind("kore-discard", Processor.class, dispatch.discard());
    }

    @Override
    public BeanRepository beans() {
        return new BeansOnTrial(beans, application);
    }

    @Override
    public PropertiesComponent settings() {
        return settings;
    }

    @Override
    public void furnish(CamelContext context) {
        context.getCamelContextExtension().addContextPlugin(ComponentResolver.class, this::resolve);
        dispatch.furnish(context);
        // In the log of a run nobody can tell it from the real one.
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
    }

    private Component resolve(String name, CamelContext context) {
        if (isInside(name)) {
            return real(name, context);
        }
        // One whose jar is missing may be tried all the same; one that nobody knows is misspelt.
        return WholeUri.isOfCamel(name) || isThere(name, context)
                ? new StubComponent(outside) : null;
    }

    private static boolean isThere(String component, CamelContext context) {
        return context.getClassResolver().loadResourceAsURL(
                "META-INF/services/org/apache/camel/component/" + component) != null;
    }

    static boolean isInside(String component) {
        return INSIDE.contains(component);
    }

    static Component real(String name, CamelContext context) {
        return new DefaultComponentResolver().resolveComponent(name, context);
    }

    /** Nobody waits for a redelivery that goes nowhere. */
    @Override
    public void adapt(Model model) {
        Haste.of(model);
    }

    /** Those of components that are not there. */
    @Override
    public boolean hides(String key) {
        if (!key.startsWith("camel.component.")) {
            return false;
        }
        String component = key.substring("camel.component.".length()).replaceFirst("[.].*", "");
        return !INSIDE.contains(component);
    }

    @Override
    public String standIn(String route, String uri) {
        consumed.put(EndpointName.target(uri), route);
        return "direct:trial-" + route;
    }

    Optional<String> routeFrom(String from) {
        return Optional.ofNullable(consumed.get(from))
                .or(() -> Optional.ofNullable(consumed.get(EndpointName.target(from))));
    }
}
