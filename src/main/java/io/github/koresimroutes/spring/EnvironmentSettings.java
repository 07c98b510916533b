package io.github.koresimroutes.spring;

import java.util.Arrays;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** What Spring's environment has, so that all {@code kore.*} settings can be listed and checked. */
final class EnvironmentSettings implements LoadablePropertiesSource {

    private final ConfigurableEnvironment environment;

    EnvironmentSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public String getName() {
        return "kore-sim-routes-environment";
    }

    @Override
    public String getProperty(String name) {
        return environment.getProperty(name);
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(name -> true);
    }

    @Override
    public Properties loadProperties(Predicate<String> filter) {
        Properties found = new Properties();
        environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Arrays.stream(
                        ((EnumerablePropertySource<?>) source).getPropertyNames()))
                .filter(filter)
                .forEach(name -> add(found, name));
        return found;
    }

    private void add(Properties found, String name) {
        try {
            found.setProperty(name, environment.getProperty(name, ""));
        } catch (IllegalArgumentException e) {
            // A placeholder of the application's that nothing resolves, and that it may never read.
            if (name.startsWith("kore.") || name.startsWith("custom.")) {
                throw e;
            }
        }
    }

    @Override
    public void reloadProperties(String location) {
        // Spring's own
    }
}
