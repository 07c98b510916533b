package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.Endpoint;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells at the start which endpoints there are, and what proves less than one may think. */
final class EndpointLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.koresimroutes.receive");
    private static final Pattern BARE = Pattern.compile("[^/]*//[^/]*");

    private EndpointLog() {
    }

    static void start(List<Endpoint> endpoints) {
        // Neither paths nor URLs: nobody is to guess them.
        LOG.info("endpoints: {}", endpoints.stream().map(endpoint -> endpoint.name() + " ("
                + String.join(" and ", new TreeSet<>(endpoint.methods())) + ", "
                + number(endpoint.urls().size(), "URL") + ", "
                + (endpoint.accounts().isEmpty() ? "all accounts"
                        : number(endpoint.accounts().size(), "account")) + ")")
                .collect(Collectors.joining(", ")));
        for (Endpoint endpoint : endpoints) {
            String group = EndpointSettings.group(endpoint);
            if (endpoint.takesGet()) {
                LOG.warn("{}methods has GET: KORE signs no parameter of a GET callback, so whoever"
                        + " has seen one can write any event. Use POST where you can; see"
                        + " docs/security.md", group);
            }
            if (endpoint.urls().stream().anyMatch(url -> BARE.matcher(url).matches())) {
                LOG.warn("{}url has a URL that ends with its host: what KORE signs for a host whose"
                        + " name goes on from there verifies here as well. Give KORE a URL with a"
                        + " path; see docs/security.md", group);
            }
        }
    }

    private static String number(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
