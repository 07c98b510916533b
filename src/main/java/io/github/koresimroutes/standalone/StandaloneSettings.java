package io.github.koresimroutes.standalone;

import io.github.koresimroutes.camel.GivenSettings;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.KeyCheck;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.service.ServiceHelper;

/** The settings that only the standalone run and the commands read, as Camel resolves them. */
public final class StandaloneSettings {

    private final PropertiesComponent properties;
    private final GivenSettings given;
    private final Settings settings;

    StandaloneSettings(CamelContext context) {
        this.properties = context.getPropertiesComponent();
        this.given = new GivenSettings(properties);
        this.settings = new Settings(given::resolve);
    }

    /**
     * Where the settings of a run are: the first location that knows a key wins. System properties
     * and the environment win over all of them.
     *
     * @param configDirectory the directory of application.properties, or null
     */
    static String locations(Path configDirectory) {
        String defaults = "classpath:" + Defaults.RESOURCE + ";optional=true";
        if (configDirectory == null) {
            return defaults;
        }
        return "file:" + configDirectory.resolve("application.properties") + ";optional=true,"
                + defaults;
    }

    /**
     * The settings as the files are now, with no context that runs.
     *
     * @param configDirectory the directory of application.properties, or null
     */
    static StandaloneSettings read(Path configDirectory) {
        // Never started: it only reads the files, as the context of a run does.
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setLocation(locations(configDirectory));
        ServiceHelper.startService(context.getPropertiesComponent());
        return new StandaloneSettings(context);
    }

    /** As Camel reads them. */
    PropertiesComponent properties() {
        return properties;
    }

    /** Whether the broker is another process than the run. */
    public boolean usesExternalBroker() {
        return text("kore.broker.url").isPresent() || text(OtherClient.KEY).isPresent();
    }

    /** @throws SettingsException where it is neither true nor false */
    boolean flag(String key) {
        return settings.flag(key);
    }

    /** The value without surrounding blanks, or empty if it is not set. */
    public Optional<String> text(String key) {
        return given.resolve(key).map(String::strip).filter(v -> !v.isEmpty());
    }

    public String text(String key, String fallback) {
        return text(key).orElse(fallback);
    }

    /** @throws SettingsException where it is no whole number from {@code min} to {@code max} */
    public int number(String key, int fallback, int min, int max) {
        return text(key).isEmpty() ? fallback : settings.number(key, min, max);
    }

    /** @throws SettingsException where it is no time such as 250ms, 2s or 10m */
    public Duration duration(String key) {
        return settings.duration(key);
    }

    /** @throws SettingsException where both are set, or the file is unreadable or empty */
    public Optional<String> secret(String key) {
        return settings.secret(key);
    }

    /** Every setting whose key begins with the prefix. */
    public Map<String, String> below(String prefix) {
        Map<String, String> found = new TreeMap<>();
        for (String key : properties.loadProperties(k -> k.startsWith(prefix))
                .stringPropertyNames()) {
            text(key).ifPresent(value -> found.put(key, value));
        }
        return found;
    }

    /**
     * The settings of an {@linkplain KeyCheck#OPEN open group} by what follows its prefix; where a
     * variable sets one, that is in lower case with dashes. Those of the environment come last.
     *
     * @throws SettingsException where a placeholder cannot be resolved
     */
    Map<String, String> open(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        given.keys().stream().filter(key -> key.startsWith(prefix)).forEach(key ->
                text(key).ifPresent(value -> found.put(key.substring(prefix.length()), value)));
        String variables = KeyCheck.variable(prefix);
        new TreeMap<>(System.getenv()).forEach((variable, any) -> {
            if (variable.startsWith(variables)) {
                String name = variable.substring(variables.length())
                        .toLowerCase(Locale.ROOT).replace('_', '-');
                text(prefix + name).ifPresent(value -> found.put(name, value));
            }
        });
        return found;
    }
}
