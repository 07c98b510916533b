package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.Endpoint;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.spi.RouteTemplateParameterSource;

/**
 * One route of the template {@code callback-endpoint} for each endpoint. Camel asks for them when
 * the context starts, after the route files are read.
 */
final class EndpointRoutes implements RouteTemplateParameterSource {

    private static final String TEMPLATE = "callback-endpoint";
    private static final String CONTENT_TYPES = "application/x-www-form-urlencoded,application/json";

    private final Map<String, Map<String, Object>> routes = new LinkedHashMap<>();

    EndpointRoutes(List<Endpoint> endpoints) {
        endpoints.forEach(endpoint ->
                routes.put(TEMPLATE + "-" + endpoint.name(), parameters(endpoint)));
    }

    private static Map<String, Object> parameters(Endpoint endpoint) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(TEMPLATE_ID, TEMPLATE);
        parameters.put("endpoint", endpoint.name());
        parameters.put("path", endpoint.path());
        parameters.put("methods", String.join(",", new TreeSet<>(endpoint.methods())));
        if (!endpoint.takesGet()) {
            // A GET callback has no content type; the step verify-signature asks one of a POST.
            parameters.put("contentTypes", CONTENT_TYPES);
        }
        return parameters;
    }

    /** The paths that they have. */
    Set<String> paths() {
        return routes.values().stream().map(each -> each.get("path").toString())
                .collect(Collectors.toSet());
    }

    @Override
    public Map<String, Object> parameters(String routeId) {
        return routes.get(routeId);
    }

    @Override
    public Set<String> routeIds() {
        return routes.keySet();
    }
}
