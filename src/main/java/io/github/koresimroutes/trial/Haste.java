package io.github.koresimroutes.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;

/**
 * Takes the waits between redeliveries out of routes: an endpoint that fails in a trial does so
 * however long one waits. How often it is tried stays, but for what would never end.
 */
final class Haste {

    private static final String MOST_REDELIVERIES = "10";

    private Haste() {
    }

    static void of(Model model) {
        List<RedeliveryPolicyDefinition> policies = new ArrayList<>();
        for (RouteDefinition route : model.getRouteDefinitions()) {
            policies.add(policy(route.getErrorHandlerFactory()));
            onExceptions(route.getOutputs(), policies);
        }
        for (RouteConfigurationDefinition each : model.getRouteConfigurationDefinitions()) {
            if (each.getErrorHandler() != null) {
                policies.add(policy(each.getErrorHandler().getErrorHandlerType()));
            }
            onExceptions(each.getOnExceptions(), policies);
        }
        policies.stream().filter(Objects::nonNull).forEach(Haste::hurry);
    }

    private static void onExceptions(List<? extends ProcessorDefinition<?>> steps,
            List<RedeliveryPolicyDefinition> policies) {
        for (ProcessorDefinition<?> step : steps) {
            if (step instanceof OnExceptionDefinition on) {
                policies.add(on.getRedeliveryPolicyType());
            }
        }
    }

    private static RedeliveryPolicyDefinition policy(ErrorHandlerFactory handler) {
        return handler instanceof DefaultErrorHandlerDefinition any
                ? any.getRedeliveryPolicy() : null;
    }

    private static void hurry(RedeliveryPolicyDefinition policy) {
        policy.setRedeliveryDelay("0");
        policy.setDelayPattern(null);
        if (String.valueOf(policy.getMaximumRedeliveries()).startsWith("-")) {
            policy.setMaximumRedeliveries(MOST_REDELIVERIES);
        }
    }
}
