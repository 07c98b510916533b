package io.github.koresimroutes.picture;

import io.github.koresimroutes.live.InheritedSettings;
import io.github.koresimroutes.live.RouteLoading;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.NodeIdFactory;
import org.apache.camel.spi.PropertiesComponent;

/** Routes as Mermaid flow charts, which Markdown viewers draw. */
public final class Picture {

    private Picture() {
    }

    /**
     * Draws the routes that teams edit.
     *
     * @param settings others than those of the set
     * @return a section of Markdown for each route, by its id, in the order of the files
     * @throws Exception as Camel throws it, where the files cannot be read as routes
     */
    public static Map<String, String> ofAll(RouteSet set, PropertiesComponent settings)
            throws Exception {
        Map<String, String> pictures = new LinkedHashMap<>();
        // Never started: nothing but the definitions is made.
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addPropertiesSource(
                    InheritedSettings.of(set.settings(), settings));
            RouteLoading.load(context, set.live());
            for (RouteDefinition route : context.getCamelContextExtension()
                    .getContextPlugin(Model.class).getRouteDefinitions()) {
                Chart chart = new Chart(new Targets(context));
                pictures.put(route.idOrCreate(context.getCamelContextExtension()
                        .getContextPlugin(NodeIdFactory.class)),
                        section(route, new RouteFlow(chart).draw(route)));
            }
        }
        return pictures;
    }

    private static String section(RouteDefinition route, String chart) {
        String description = route.getDescription();
        return "### " + route.getRouteId() + "\n\n"
                + (description == null ? "" : description + "\n\n")
                + "```mermaid\n" + chart + "```\n";
    }
}
