package io.github.koresimroutes.standalone;

import java.nio.file.Files;
import java.nio.file.Path;

/** Chooses the logging of a run or a command; to be called before the first logger exists. */
final class Logging {

    private static final String CONFIGURATION = "log4j2.configurationFile";
    private static final String FILE = "log4j2.properties";

    private Logging() {
    }

    static void configure(Path configDirectory, boolean demo, boolean debug) {
        if (debug) {
            setUnlessSet("kore.log.level", "DEBUG");
            setUnlessSet("kore.log.stack", "full");
            // Nothing: it has the two groups that the pattern puts in place of it.
            setUnlessSet("kore.log.rest", "^()()$");
        }
        if (demo) {
            setUnlessSet("kore.log.events", "DEBUG");
        }
        setUnlessSet(CONFIGURATION, configuration(configDirectory));
    }

    /** A command writes its answer to stdout, and its failure to stderr: neither is a log. */
    static void configureForCommand() {
        setUnlessSet(CONFIGURATION, "classpath:kore-sim-routes/log4j2-command.properties");
    }

    private static String configuration(Path configDirectory) {
        if (configDirectory != null && Files.isReadable(configDirectory.resolve(FILE))) {
            return configDirectory.resolve(FILE).toUri().toString();
        }
        // Not at the root of the jar: there it would decide the logging of other runtimes.
        return "classpath:kore-sim-routes/" + FILE;
    }

    private static void setUnlessSet(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
