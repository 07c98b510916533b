package io.github.koresimroutes.camel;

import org.apache.camel.component.jms.JmsEndpointUriFactory;

/** Has Camel's YAML read {@code uri: kore-jms} with its {@code parameters} as it reads jms. */
public final class DispatchJmsUris extends JmsEndpointUriFactory {

    @Override
    public boolean isEnabled(String scheme) {
        return Routing.OWN_JMS.equals(scheme);
    }
}
