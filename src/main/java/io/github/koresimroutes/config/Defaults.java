package io.github.koresimroutes.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The defaults of all {@code kore.*} settings. They are written in one place,
 * {@code config/application.properties}, of which the jar carries a copy.
 */
public final class Defaults {

    /** Where the jar carries its copy of {@code config/application.properties}. */
    public static final String RESOURCE = "kore-sim-routes/application.properties";

    private Defaults() {
    }

    /** The {@code kore.*} settings of the jar's copy. */
    public static Properties load() {
        Properties all = new Properties();
        try (InputStream in = Defaults.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + RESOURCE);
            }
            all.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.keySet().removeIf(key -> !key.toString().startsWith("kore."));
        return all;
    }
}
