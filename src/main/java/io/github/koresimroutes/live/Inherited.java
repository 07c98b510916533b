package io.github.koresimroutes.live;

import io.github.koresimroutes.camel.Routing;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesComponent;

/**
 * The bundle that runs, as the surroundings of the teams' routes.
 *
 * @param bundle the context that receives and dispatches
 */
record Inherited(CamelContext bundle) implements Surroundings {

    @Override
    public BeanRepository beans() {
        return bundle.getRegistry();
    }

    @Override
    public PropertiesComponent settings() {
        return bundle.getPropertiesComponent();
    }

    @Override
    public void furnish(CamelContext context) {
        Routing.of(bundle).furnish(context);
        context.getShutdownStrategy().setTimeout(bundle.getShutdownStrategy().getTimeout());
    }
}
