package io.github.koresimroutes.standalone;

import io.github.koresimroutes.live.RouteSource;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteFiles;
import io.github.koresimroutes.routeset.RouteFilesException;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** The routes directory and the file of settings of a run, read anew whenever somebody asks. */
final class RouteDirectory implements RouteSource {

    private final Path config;
    private final Set<Path> toldOf = new HashSet<>();
    private RouteFiles files;
    private byte[] settingsFile;
    private RouteSettings settings;

    /**
     * @param routes the directory whose route files win, or null
     * @param config the directory of application.properties, or null
     */
    RouteDirectory(Path routes, Path config) {
        this.files = RouteFiles.of(routes);
        this.config = config;
    }

    @Override
    public synchronized RouteSet read() {
        files = files.again();
        for (Path misnamed : files.misnamed()) {
            if (toldOf.add(misnamed)) {
                LoggerFactory.getLogger(RouteDirectory.class).warn(
                        "{} is not loaded: the name of a route file ends in {}",
                        misnamed, RouteFile.SUFFIX);
            }
        }
        return files.read(settings());
    }

    /** Which files, and from where, for the log. */
    synchronized String describe() {
        return files.describe();
    }

    private RouteSettings settings() {
        byte[] now = settingsFile();
        if (settings == null || !Arrays.equals(now, settingsFile)) {
            settings = RouteSettings.of(StandaloneSettings.read(config).properties());
            settingsFile = now;
        }
        return settings;
    }

    private byte[] settingsFile() {
        if (config == null) {
            return new byte[0];
        }
        try {
            return Files.readAllBytes(config.resolve("application.properties"));
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw new RouteFilesException("the settings cannot be read: " + e, e);
        }
    }
}
