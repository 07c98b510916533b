package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.koresimroutes.config.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneSettingsTest {

    @TempDir
    private Path temp;

    @Test
    void aSecretOfAFileLosesItsLastLineEndOnly() throws Exception {
        Path file = Files.writeString(temp.resolve("password"), " two\nlines \n");
        assertThat(Settings.of(Map.of("a.password-file", file.toString())).secret("a.password"))
                .contains("two\nlines");
    }

    @Test
    void anEmptySecretFileIsRefused() throws Exception {
        Path file = Files.writeString(temp.resolve("password"), "\n");
        StandaloneSettings settings = Settings.of(Map.of("a.password-file", file.toString()));
        assertThatThrownBy(() -> settings.secret("a.password"))
                .isInstanceOf(SettingsException.class).hasMessageContaining("is empty.");
    }

    @Test
    void aBlankSettingIsNone() {
        assertThat(Settings.of(Map.of("a", " ")).text("a")).isEmpty();
        assertThat(Settings.of(Map.of("a", "{{b}}", "b", "1")).number("a", 4, 1, 9)).isEqualTo(1);
    }

    @Test
    void aNumberOutOfItsRangeIsSaid() {
        StandaloneSettings settings = Settings.of(Map.of("a", "0", "b", "x"));
        assertThatThrownBy(() -> settings.number("a", 4, 1, 9)).hasMessage(
                "a = 0 is wrong: it takes a whole number from 1 to 9.");
        assertThatThrownBy(() -> settings.number("b", 4, 1, 9)).hasMessageContaining("b = x");
    }
}
