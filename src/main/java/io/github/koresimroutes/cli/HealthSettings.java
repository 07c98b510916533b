package io.github.koresimroutes.cli;

import io.github.koresimroutes.config.KeyCheck;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the health port is, and the user and password for it: from the environment or the file of
 * settings. Read without Camel, for a container asks every few seconds.
 */
final class HealthSettings {

    private static final int DEFAULT_PORT = 9876;

    private HealthSettings() {
    }

    /** The settings that a command finds without Camel. */
    static Settings read(Path configDirectory) throws IOException {
        Properties file = new Properties();
        if (configDirectory != null) {
            Path path = configDirectory.resolve("application.properties");
            if (Files.isReadable(path)) {
                try (Reader reader = Files.newBufferedReader(path)) {
                    file.load(reader);
                }
            }
        }
        return new Settings(key -> Optional.ofNullable(System.getenv(KeyCheck.variable(key)))
                .or(() -> Optional.ofNullable(file.getProperty(key))));
    }

    /** What is asked where nothing else is given. */
    static URI url(Settings settings) {
        int port = settings.text("kore.health.port").isEmpty() ? DEFAULT_PORT
                : settings.number("kore.health.port", 1, 65_535);
        return URI.create("http://127.0.0.1:" + port + "/observe/health");
    }

    /** The value of the header {@code Authorization}. */
    static Optional<String> authorization(Settings settings) {
        settings.text("kore.health.password").filter(value -> value.contains("{{"))
                .ifPresent(value -> {
                    throw new SettingsException("kore.health.password holds a placeholder, {{...}}:"
                            + " this command resolves none. Use kore.health.password-file.");
                });
        return settings.text("kore.health.user").flatMap(user ->
                settings.secret("kore.health.password").map(password -> "Basic "
                        + Base64.getEncoder().encodeToString(
                                (user + ":" + password).getBytes(StandardCharsets.UTF_8))));
    }
}
