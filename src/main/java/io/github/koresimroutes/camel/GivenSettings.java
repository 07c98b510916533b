package io.github.koresimroutes.camel;

import io.github.koresimroutes.config.KeyCheck;
import io.github.koresimroutes.config.SettingsException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spi.PropertiesComponent;

/**
 * The {@code kore.*} settings as they were given, with their placeholders resolved. By itself Camel
 * takes a value whose placeholder cannot be resolved for none, so that a default would hold in its
 * place; and it drops a backslash that is the last character of a value or the one before, which
 * makes another secret of it. So it is asked only where there is no other way.
 */
public final class GivenSettings {

    private static final String GROUP = "kore.";
    /** Nothing but one placeholder: a function and what it is given, or a key. */
    private static final Pattern ONE = Pattern.compile("\\{\\{([^{}:?]+)(?::([^{}]*))?}}");
    private static final Pattern SECRET = Pattern.compile(".*[.-](secret|password)");
    // {{name:rest}} is a function, or else a key and its default.
    private static final Pattern FUNCTION = Pattern.compile("\\{\\{\\??([^{}:]+):");

    private final PropertiesComponent properties;

    /** @param properties where the settings are */
    public GivenSettings(PropertiesComponent properties) {
        this.properties = properties;
    }

    /** The keys of all {@code kore.*} settings from files and system properties. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>(
                properties.loadProperties(key -> key.startsWith(GROUP)).stringPropertyNames());
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith(GROUP)).forEach(keys::add);
        return keys;
    }

    /**
     * The value of a key, or empty if it is not set.
     *
     * @throws SettingsException where its placeholder cannot be resolved; the value is not shown
     */
    public Optional<String> resolve(String key) {
        String given = key.startsWith(GROUP) ? given(key) : null;
        return given != null
                ? Optional.of(resolve(key, given)) : properties.resolveProperty(key);
    }

    /** In Camel's order. */
    private String given(String key) {
        String value = System.getProperty(key);
        if (value == null) {
            value = System.getenv(KeyCheck.variable(key));
        }
        Properties loaded = value == null ? properties.loadProperties(key::equals) : null;
        return loaded == null ? value : loaded.getProperty(key);
    }

    /**
     * What a value says, with its placeholders resolved.
     *
     * @throws SettingsException where one cannot be resolved; the value is not shown
     */
    String resolve(String key, String value) {
        if (!holdsPlaceholder(value)) {
            return value;
        }
        boolean secret = SECRET.matcher(key).matches();
        if (secret) {
            checkFunctions(key, value);
        }
        String why = "there is no value";
        try {
            Optional<String> one = one(value.strip());
            if (one.isPresent()) {
                return one.get();
            }
            String resolved = properties.parseUri(value);
            if (!holdsPlaceholder(resolved)) {
                return resolved;
            }
        } catch (RuntimeException e) {
            // Its message, which --debug would show, quotes the value.
            why = innermost(e).getClass().getSimpleName();
        }
        throw new SettingsException(key + " holds a placeholder, {{...}}, that cannot be resolved ("
                + why + "). Is what it names set? A value that holds {{ or }} itself can only be"
                + " given in a file" + (secret ? ": " + key + "-file." : "."));
    }

    /** The value of a single placeholder exactly as it is; empty where Camel has to find it. */
    private Optional<String> one(String value) {
        Matcher placeholder = ONE.matcher(value);
        if (!placeholder.matches()) {
            return Optional.empty();
        }
        if (placeholder.group(2) == null) {
            return Optional.ofNullable(given(placeholder.group(1)))
                    .filter(other -> !holdsPlaceholder(other));
        }
        return Optional.ofNullable(properties.getPropertiesFunction(placeholder.group(1)))
                .map(function -> function.apply(placeholder.group(2)));
    }

    /** Without the library that has the function, what it is told to get would be the secret. */
    private void checkFunctions(String key, String value) {
        Matcher function = FUNCTION.matcher(value);
        while (function.find()) {
            if (properties.getPropertiesFunction(function.group(1)) == null) {
                throw new SettingsException(key + " holds {{" + function.group(1) + ":...}}, and"
                        + " there is no such function here. Put the Camel component that has it"
                        + " into lib/. A secret has no default.");
            }
        }
    }

    private static boolean holdsPlaceholder(String value) {
        return value.contains("{{") || value.contains("}}");
    }

    private static Throwable innermost(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last;
    }
}
