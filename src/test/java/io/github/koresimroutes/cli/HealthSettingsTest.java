package io.github.koresimroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthSettingsTest {

    private static Optional<String> with(String password) {
        Map<String, String> values =
                Map.of("kore.health.user", "watch", "kore.health.password", password);
        return HealthSettings.authorization(new Settings(key -> Optional.ofNullable(values.get(key))));
    }

    @Test
    void theyAreThoseOfTheSettings() {
        assertThat(with("sesame")).hasValue("Basic d2F0Y2g6c2VzYW1l");
    }

    /** Else it would be sent as it stands, and the answer would be that it is wrong. */
    @Test
    void aPlaceholderIsSaidToBeNone() {
        assertThatThrownBy(() -> with("{{env:PASSWORD}}")).isInstanceOf(SettingsException.class)
                .hasMessageContaining("kore.health.password-file")
                .hasMessageNotContaining("PASSWORD}}");
    }

    @Test
    void thePortIsThatOfTheSettings(@TempDir Path config) throws Exception {
        assertThat(HealthSettings.url(HealthSettings.read(null)))
                .hasToString("http://127.0.0.1:9876/observe/health");

        Files.writeString(config.resolve("application.properties"), "kore.health.port = 19180");
        assertThat(HealthSettings.url(HealthSettings.read(config)))
                .hasToString("http://127.0.0.1:19180/observe/health");
    }
}
