package io.github.koresimroutes.picture;

import io.github.koresimroutes.trial.WholeUri;
import org.apache.camel.CamelContext;
import org.apache.camel.util.URISupport;

/** Endpoints as a picture names them: without options, and with the settings put in. */
final class Targets {

    private static final String JMS = "jms:";
    private static final String TOPIC = "topic:";

    private final CamelContext context;

    Targets(CamelContext context) {
        this.context = context;
    }

    boolean isJms(String uri) {
        return resolved(uri).startsWith(JMS);
    }

    boolean isRoute(String uri) {
        return resolved(uri).startsWith("direct:");
    }

    /** {@code kore.sim.active}, {@code topic kore.sim.all}, {@code http:fleet.example.com/sims}. */
    String name(String uri) {
        String plain = URISupport.sanitizeUri(resolved(uri)).replaceFirst("\\?.*", "");
        if (!plain.startsWith(JMS)) {
            return plain;
        }
        String destination = plain.substring(JMS.length()).replaceFirst("^//", "")
                .replaceFirst("^queue:", "");
        return destination.startsWith(TOPIC)
                ? "topic " + destination.substring(TOPIC.length()) : destination;
    }

    /** A picture is of use before all settings are there, too. */
    private String resolved(String uri) {
        try {
            return WholeUri.of(context.resolvePropertyPlaceholders(uri));
        } catch (IllegalArgumentException e) {
            return uri;
        }
    }
}
