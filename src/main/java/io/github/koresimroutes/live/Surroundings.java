package io.github.koresimroutes.live;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesComponent;

/** What the routes of a set find around them: the bundle that runs, or a stand-in of it. */
public interface Surroundings {

    /** The beans that routes may name. */
    BeanRepository beans();

    /** The settings other than the route editors' own. */
    PropertiesComponent settings();

    /**
     * Gives a context what it needs before any route is read: components, above all {@code jms}.
     *
     * @param context not started yet
     */
    void furnish(CamelContext context) throws Exception;

    /** Whether routes do not see a setting, beside those of which a process has one. */
    default boolean hides(String key) {
        return false;
    }

    /**
     * Changes what was read of the files, before routes are made of it.
     *
     * @param model what was read
     */
    default void adapt(Model model) {
    }

    /**
     * What a route that takes from outside takes from instead.
     *
     * @param route its id
     * @param uri   what it takes from
     * @return null for no change
     */
    default String standIn(String route, String uri) {
        return null;
    }
}
