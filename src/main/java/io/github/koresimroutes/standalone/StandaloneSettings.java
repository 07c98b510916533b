package io.github.koresimroutes.standalone;

import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;

/** The settings that only the standalone run reads, as Camel resolves them. */
final class StandaloneSettings {

    private final PropertiesComponent properties;
    private final Settings settings;

    StandaloneSettings(CamelContext context) {
        this.properties = context.getPropertiesComponent();
        this.settings = new Settings(properties::resolveProperty);
    }

    /** The value without surrounding blanks, or empty if it is not set. */
    Optional<String> text(String key) {
        return properties.resolveProperty(key).map(String::strip).filter(v -> !v.isEmpty());
    }

    String text(String key, String fallback) {
        return text(key).orElse(fallback);
    }

    /** @throws SettingsException where it is no whole number from {@code min} to {@code max} */
    int number(String key, int fallback, int min, int max) {
        return text(key).isEmpty() ? fallback : settings.number(key, min, max);
    }

    /** @throws SettingsException where both are set, or the file is unreadable or empty */
    Optional<String> secret(String key) {
        return settings.secret(key);
    }

    /** Every setting whose key begins with the prefix. */
    Map<String, String> below(String prefix) {
        Map<String, String> found = new TreeMap<>();
        for (String key : properties.loadProperties(k -> k.startsWith(prefix))
                .stringPropertyNames()) {
            text(key).ifPresent(value -> found.put(key, value));
        }
        return found;
    }
}
