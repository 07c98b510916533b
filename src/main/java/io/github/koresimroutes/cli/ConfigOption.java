package io.github.koresimroutes.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says where the settings are: the same for a run and for all commands. */
final class ConfigOption {

    @Option(names = "--config", paramLabel = "DIR",
            description = "Where application.properties and log4j2.properties are."
                    + " Default: config, if it exists.")
    private Path config;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The directory, or null where none is given and there is no default one. */
    Path directory() {
        return directory(command, "--config", config, "config");
    }

    /** What an option gives, else the directory of that name in the current one, else null. */
    static Path directory(CommandSpec command, String option, Path given, String fallback) {
        if (given == null) {
            Path path = Path.of(fallback);
            return Files.isDirectory(path) ? path : null;
        }
        if (!Files.isDirectory(given)) {
            throw new ParameterException(command.commandLine(),
                    "Invalid value for option '" + option + "': there is no directory " + given);
        }
        return given;
    }
}
