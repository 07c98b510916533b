package io.github.koresimroutes.camel;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Ordered;
import org.apache.camel.spi.PropertiesSource;

/** The bundle's defaults for placeholders: asked last, after everything that a user may set. */
final class DefaultsSource implements PropertiesSource, Ordered {

    private final Map<String, String> values = new ConcurrentHashMap<>();

    DefaultsSource(Properties defaults) {
        defaults.stringPropertyNames().forEach(key -> values.put(key, defaults.getProperty(key)));
    }

    void put(String key, String value) {
        values.put(key, value);
    }

    @Override
    public String getName() {
        return "kore-sim-routes-defaults";
    }

    @Override
    public String getProperty(String name) {
        return values.get(name);
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }
}
