package io.github.koresimroutes.check;

import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.KeyCheck;
import io.github.koresimroutes.routeset.RouteSettings;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesComponent;

/**
 * What is there around the routes.
 *
 * @param settings what placeholders stand for
 * @param beans    the names of beans, other than the files' own
 * @param complete whether there are no others; where there may be, a name that is not known is only
 *                 a warning
 * @param loader   finds the classes and components that are there
 * @param others   tells of a bean's name whether the application around the bundle has it
 */
public record Known(Map<String, String> settings, Set<String> beans, boolean complete,
        ClassLoader loader, Predicate<String> others) {

    /** What the bundle binds for its own routes and those of teams. */
    private static final Set<String> BUNDLE_BEANS = Set.of("kore-verify-callback",
            "kore-read-callback", "kore-journal", "kore-quarantine", "kore-release-space",
            "kore-http-headers", "kore-http-engine", "kore-take-baton", "kore-pass-baton",
            "kore-list-seeds", "kore-write-seed", "kore-follow-lanes", "kore-prepare-message",
            "kore-route-event", "kore-prepare-copy", "kore-discard", "kore-sent-nowhere",
            "kore-data-source", "kore-connection-factory", "kore-routing", "kore-endpoint-routes");
    /** Components that the bundle adds under names of its own, and what they are. */
    private static final Map<String, String> BUNDLE_COMPONENTS = Map.of("kore-jms", "jms");
    private static final Pattern BEAN = Pattern.compile("camel\\.beans\\.([^.\\[]+).*");
    private static final int DEPTH = 5;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

    public Known {
        settings = Map.copyOf(settings);
        beans = Set.copyOf(beans);
    }

    /** The bundle with its defaults and these settings; there may be more of all. */
    public static Known of(RouteSettings settings) {
        return known(settings.values(), false);
    }

    /**
     * The bundle with its defaults.
     *
     * @param settings all that are given in files
     */
    public static Known of(Map<String, String> settings) {
        return known(settings, true);
    }

    /**
     * The bundle with its defaults.
     *
     * @param properties all settings that a context has
     * @param own        those of the set, in place of the context's
     */
    public static Known of(PropertiesComponent properties, RouteSettings own) {
        Properties all = properties.loadProperties(key -> !RouteSettings.covers(key));
        Map<String, String> settings = new TreeMap<>(own.values());
        all.stringPropertyNames().forEach(key -> settings.put(key, all.getProperty(key)));
        return known(settings, true);
    }

    private static Known known(Map<String, String> given, boolean complete) {
        Map<String, String> settings = new TreeMap<>();
        Properties defaults = Defaults.load();
        defaults.stringPropertyNames()
                .forEach(key -> settings.put(key, defaults.getProperty(key)));
        settings.putAll(given);
        Set<String> beans = new TreeSet<>(BUNDLE_BEANS);
        for (String key : settings.keySet()) {
            Matcher bean = BEAN.matcher(key);
            if (bean.matches()) {
                beans.add(bean.group(1));
            }
        }
        return new Known(
                settings, beans, complete, Known.class.getClassLoader(), name -> false);
    }

    /** The same inside an application that has beans of its own. */
    public Known inside(BeanRepository application) {
        return new Known(settings, beans, complete, loader,
                name -> application.lookupByName(name) != null);
    }

    /** The value of a setting; null where none is known. */
    String value(String key) {
        String property = System.getProperty(key);
        String variable = property == null ? System.getenv(KeyCheck.variable(key)) : property;
        return variable == null ? settings.get(key) : variable;
    }

    /** A text with the placeholders resolved that are known; the others are left. */
    String resolve(String text) {
        String resolved = text;
        for (int i = 0; i < DEPTH && resolved.contains("{{"); i++) {
            resolved = PLACEHOLDER.matcher(resolved).replaceAll(match -> {
                String[] parts = match.group(1).replaceFirst("^[?!]", "").split(":", 2);
                String value = value(parts[0].strip());
                return Matcher.quoteReplacement(value != null ? value
                        : parts.length == 2 && !parts[0].matches("env|sys|service.*|secret|bean")
                                ? parts[1] : match.group());
            });
        }
        return resolved;
    }

    /** The name in Camel's catalogue of the component that a scheme stands for. */
    static String component(String scheme) {
        return BUNDLE_COMPONENTS.getOrDefault(scheme, scheme);
    }

    /** Whether a component, language or data format of a name is on the class path. */
    boolean has(String kind, String name) {
        String service = "META-INF/services/org/apache/camel/" + kind + "/" + name;
        return loader.getResource(service) != null;
    }
}
