package io.github.koresimroutes.cli;

import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * The user and password for the health port, where they are set: from the environment or the file
 * of settings. Read without Camel, for a container asks every few seconds.
 */
final class HealthCredentials {

    private HealthCredentials() {
    }

    /** The value of the header {@code Authorization}. */
    static Optional<String> of(Path configDirectory) throws IOException {
        Properties file = new Properties();
        if (configDirectory != null) {
            Path path = configDirectory.resolve("application.properties");
            if (Files.isReadable(path)) {
                try (Reader reader = Files.newBufferedReader(path)) {
                    file.load(reader);
                }
            }
        }
        return of(new Settings(key -> Optional.ofNullable(System.getenv(
                        key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_')))
                .or(() -> Optional.ofNullable(file.getProperty(key)))));
    }

    static Optional<String> of(Settings settings) {
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
