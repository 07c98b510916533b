package io.github.koresimroutes.http.servlet;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.DefaultPlatformHttpConsumer;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Leaves the consumers of callbacks out of the list of which Spring Boot makes request mappings: the
 * filter serves them, and Boot would stumble over what is no consumer of its own.
 */
public final class Unlisted extends LifecycleStrategySupport {

    @Override
    public void onServiceAdd(CamelContext context, Service service, Route route) {
        if (service instanceof DefaultPlatformHttpConsumer consumer
                && consumer.getEndpoint().getPlatformHttpEngine() instanceof ServletHttpEngine) {
            consumer.setRegister(false);
        }
    }
}
