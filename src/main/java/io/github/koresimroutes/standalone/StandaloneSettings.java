package io.github.koresimroutes.standalone;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;

/** The settings that only the standalone run reads, as Camel resolves them. */
final class StandaloneSettings {

    private final PropertiesComponent properties;

    StandaloneSettings(CamelContext context) {
        this.properties = context.getPropertiesComponent();
    }

    /** The value without surrounding blanks, or empty if it is not set. */
    Optional<String> text(String key) {
        return properties.resolveProperty(key).map(String::strip).filter(v -> !v.isEmpty());
    }

    String text(String key, String fallback) {
        return text(key).orElse(fallback);
    }

    boolean on(String key) {
        return Boolean.parseBoolean(text(key, "false"));
    }

    int number(String key, int fallback, int min, int max) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message below says it.
        }
        throw new StartException("the setting " + key + " must be a whole number from " + min
                + " to " + max + ", but it is '" + value.get() + "'.");
    }

    /** A secret: the content of the file that {@code key-file} names, or else the value itself. */
    Optional<String> secret(String key) {
        Optional<String> file = text(key + "-file");
        if (file.isEmpty()) {
            return properties.resolveProperty(key).filter(v -> !v.isEmpty());
        }
        return Optional.of(read(key + "-file", file.get()));
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

    private static String read(String key, String file) {
        String name = "the file " + file + " (setting " + key + ") ";
        try {
            // Editors and `echo` end a file with a line end, which belongs to no password.
            String content = Files.readString(Path.of(file)).replaceFirst("\\R\\z", "");
            if (content.isEmpty()) {
                throw new StartException(name + "is empty.");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new StartException(name + "does not exist.", e);
        } catch (AccessDeniedException e) {
            throw new StartException(name + "is not readable for this user.", e);
        } catch (IOException e) {
            throw new StartException(name + "cannot be read: " + e.getMessage(), e);
        }
    }
}
