package io.github.koresimroutes.live;

import io.github.koresimroutes.routeset.RouteSettings;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.main.MainHelper;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.apache.camel.spi.PropertiesComponent;

/**
 * The settings as the routes of a set see them: the route editors' own are those of the set, all
 * others those that the bundle was started with.
 */
public final class InheritedSettings implements LoadablePropertiesSource {

    private static final String[] CAMEL = {"camel."};

    private final RouteSettings own;
    private final PropertiesComponent inherited;
    private final Predicate<String> hidden;

    /** @param hidden keys of what there is once in a process, such as a server */
    InheritedSettings(
            RouteSettings own, PropertiesComponent inherited, Predicate<String> hidden) {
        this.own = own;
        this.inherited = inherited;
        this.hidden = hidden;
    }

    /**
     * All settings.
     *
     * @param own       those of a set
     * @param inherited the others
     */
    public static InheritedSettings of(RouteSettings own, PropertiesComponent inherited) {
        return new InheritedSettings(own, inherited, key -> false);
    }

    @Override
    public String getName() {
        return "kore-sim-routes-inherited";
    }

    @Override
    public String getProperty(String name) {
        if (RouteSettings.covers(name)) {
            return own.values().get(name);
        }
        return hidden.test(name) ? null : inherited.resolveProperty(name).orElse(null);
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(key -> true);
    }

    @Override
    public Properties loadProperties(Predicate<String> filter) {
        Predicate<String> others =
                key -> filter.test(key) && !hidden.test(key) && !RouteSettings.covers(key);
        Properties loaded = new Properties();
        loaded.putAll(inherited.loadProperties(others));
        putAll(loaded, MainHelper.loadEnvironmentVariablesAsProperties(CAMEL), others);
        putAll(loaded, MainHelper.loadJvmSystemPropertiesAsProperties(CAMEL), others);
        own.values().forEach((key, value) -> {
            if (filter.test(key)) {
                loaded.setProperty(key, value);
            }
        });
        return loaded;
    }

    private static void putAll(Properties loaded, Properties more, Predicate<String> filter) {
        more.stringPropertyNames().stream().filter(filter)
                .forEach(key -> loaded.setProperty(key, more.getProperty(key)));
    }

    @Override
    public void reloadProperties(String location) {
        // The settings of a set are those that it was read with.
    }
}
