package io.github.koresimroutes.quarkus;

import io.github.koresimroutes.config.KeyCheck;
import io.github.koresimroutes.config.SettingsException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.Ordered;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * The bundle's settings as MicroProfile Config has them. Camel has a source of its own for all
 * settings, for which one that is empty, or names something that is not set, is not there: a
 * default would hold in its place.
 */
final class ConfigSettings implements LoadablePropertiesSource, Ordered {

    private final Config config;

    ConfigSettings(Config config) {
        this.config = config;
    }

    @Override
    public String getName() {
        return "kore-sim-routes-config";
    }

    /** Before Camel's own. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    private static boolean covers(String name) {
        return name.startsWith("kore.") || name.startsWith("custom.");
    }

    @Override
    public String getProperty(String name) {
        return covers(name) ? value(name) : null;
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(name -> true);
    }

    @Override
    public Properties loadProperties(Predicate<String> filter) {
        Properties found = new Properties();
        for (String name : config.getPropertyNames()) {
            if (covers(name) && filter.test(name)) {
                found.setProperty(name, value(name));
            }
        }
        return found;
    }

    private String value(String name) {
        String asItIs = System.getProperty(name, System.getenv(KeyCheck.variable(name)));
        if (asItIs != null) {
            // As everywhere: a secret may hold anything, and what deploys it knows no escapes.
            return asItIs;
        }
        try {
            Optional<String> found = config.getOptionalValue(name, String.class);
            if (found.isPresent()) {
                return found.get();
            }
        } catch (NoSuchElementException e) {
            throw unresolved(name);
        }
        ConfigValue value = config.getConfigValue(name);
        if (value.getValue() == null && value.getRawValue() != null) {
            throw unresolved(name);
        }
        return value.getValue();
    }

    /** Without its cause, which may quote the value. */
    private static SettingsException unresolved(String name) {
        return new SettingsException(name + " holds an expression, ${...}, that cannot be resolved."
                + " Is what it names set? In a file, a value that holds ${ itself has \\\\${"
                + " for it.");
    }

    @Override
    public void reloadProperties(String location) {
        // MicroProfile Config's own
    }
}
