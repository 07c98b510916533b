package io.github.koresimroutes.trial;

import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.util.URISupport;

/**
 * The URI of an endpoint as Camel writes it where the component is there. Where it is not, Camel
 * leaves in the options of a YAML file what names the endpoint.
 */
public final class WholeUri {

    private static final CamelCatalog CATALOG = new DefaultCamelCatalog();

    private WholeUri() {
    }

    /** Whether Camel has a component of this name, be its jar here or not. */
    static boolean isOfCamel(String component) {
        return CATALOG.findComponentNames().contains(component);
    }

    /** {@code https:fleet.example.com?httpMethod=POST} of its two options behind {@code https?}. */
    public static String of(String uri) {
        int options = uri.indexOf('?');
        if (options < 0 || uri.indexOf(':') >= 0 && uri.indexOf(':') < options) {
            return uri;
        }
        String scheme = uri.substring(0, options);
        if (!isOfCamel(scheme)) {
            return uri;
        }
        try {
            Map<String, String> parts = new TreeMap<>();
            URISupport.parseQuery(uri.substring(options + 1))
                    .forEach((name, value) -> parts.put(name, String.valueOf(value)));
            return CATALOG.asEndpointUri(scheme, parts, false);
        } catch (URISyntaxException e) {
            return uri;
        }
    }
}
