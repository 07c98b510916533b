package io.github.koresimroutes.camel;

import java.util.HashSet;
import java.util.Set;
import org.apache.camel.spi.PropertiesComponent;

/** The names of the settings that somebody gave, in files or as system properties. */
public final class GivenKeys {

    private GivenKeys() {
    }

    /** Those of {@code kore.*}. Camel resolves system properties, but does not list them. */
    public static Set<String> of(PropertiesComponent properties) {
        Set<String> keys = new HashSet<>(System.getProperties().stringPropertyNames());
        keys.addAll(properties.loadProperties().stringPropertyNames());
        keys.removeIf(key -> !key.startsWith("kore."));
        return keys;
    }
}
