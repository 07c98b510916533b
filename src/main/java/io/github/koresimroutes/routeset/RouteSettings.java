package io.github.koresimroutes.routeset;

import io.github.koresimroutes.config.KeyCheck;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.spi.PropertiesComponent;

/**
 * The settings that belong to whoever edits routes, {@code kore.queue.*} and {@code custom.*}: they
 * change with the route files, while all others need a restart.
 *
 * @param values as they are given, with placeholders
 */
public record RouteSettings(Map<String, String> values) {

    private static final String QUEUES = "kore.queue.";
    private static final String CUSTOM = "custom.";
    /** What the dispatch itself uses, which reads it at the start. */
    private static final List<String> FIXED = List.of("kore.queue.unrouted", "kore.queue.failed");

    public RouteSettings {
        values = Map.copyOf(values);
    }

    /**
     * Those of the properties' files; a system property or an environment variable wins.
     *
     * @param properties their files are read again
     */
    public static RouteSettings of(PropertiesComponent properties) {
        Properties loaded = properties.loadProperties(RouteSettings::covers);
        Map<String, String> values = new TreeMap<>();
        for (String key : loaded.stringPropertyNames()) {
            String variable = System.getenv(KeyCheck.variable(key));
            values.put(key, System.getProperty(
                    key, variable == null ? loaded.getProperty(key) : variable));
        }
        return new RouteSettings(values);
    }

    /** These, and what is not set among them as it is by default. */
    public RouteSettings withDefaults(Properties defaults) {
        Map<String, String> all = new TreeMap<>(values);
        defaults.stringPropertyNames().stream().filter(RouteSettings::covers)
                .forEach(key -> all.putIfAbsent(key, defaults.getProperty(key)));
        return new RouteSettings(all);
    }

    /** Whether a key is one of those that route editors own. */
    public static boolean covers(String key) {
        return key.startsWith(QUEUES) || key.startsWith(CUSTOM);
    }

    /** The keys that differ, and whose change needs a restart. */
    public List<String> fixedThatDiffer(RouteSettings others) {
        return FIXED.stream()
                .filter(key -> !Objects.equals(values.get(key), others.values.get(key))).toList();
    }

    /** These, with the others' values where a change needs a restart. */
    public RouteSettings withFixedOf(RouteSettings others) {
        Map<String, String> mixed = new TreeMap<>(values);
        for (String key : FIXED) {
            mixed.remove(key);
            if (others.values.containsKey(key)) {
                mixed.put(key, others.values.get(key));
            }
        }
        return new RouteSettings(mixed);
    }

    /** These, with the others' {@code custom.*} in place of their own. */
    public RouteSettings withCustomOf(RouteSettings others) {
        Map<String, String> mixed = new TreeMap<>(others.values);
        mixed.keySet().removeIf(key -> !key.startsWith(CUSTOM));
        values.forEach((key, value) -> {
            if (!key.startsWith(CUSTOM)) {
                mixed.put(key, value);
            }
        });
        return new RouteSettings(mixed);
    }

    /** The names of queues, in the order of their keys: no secret is among them. */
    public Map<String, String> queues() {
        Map<String, String> queues = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(QUEUES)) {
                queues.put(key, value);
            }
        });
        return queues;
    }
}
