package io.github.koresimroutes.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/**
 * A path as somebody types it is meant from where he stands. The start scripts change to the home
 * directory, so that paths in settings are meant from there, and tell here where they came from.
 */
final class GivenPath implements ITypeConverter<Path> {

    /** System property: the caller's directory. No setting, so it does not begin with kore. */
    static final String HERE = "kore-sim.here";

    @Override
    public Path convert(String text) {
        return of(text);
    }

    /** The path that an option's text is, where it may be something else as well. */
    static Path of(String text) {
        return Path.of(System.getProperty(HERE, "")).normalize().resolve(text);
    }
}
