package io.github.koresimroutes.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "2s, PT2S", "10m, PT10M", "1h, PT1H", "30d, PT720H",
        "2 s, PT2S", "999999999ms, PT277H46M39.999S"})
    void aTime(String value, Duration duration) {
        assertThat(settings("a", value).duration("a")).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ms", "-1s", "2", "s", "2 seconds", "2S", "1.5s", "PT2S", "2s 3ms",
        "1000000000ms"})
    void whatIsNoTimeIsSaid(String value) {
        assertThatThrownBy(() -> settings("a.b", value).duration("a.b"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("a.b = " + value
                        + " is wrong: it takes a time such as 250ms, 2s or 10m.");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "9, 9", "' 5 ', 5"})
    void aNumber(String value, int number) {
        assertThat(settings("a", value).number("a", 1, 9)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "-1", "x", "1.0", "99999999999", "1 000"})
    void whatIsNoNumberOfTheRangeIsSaid(String value) {
        assertThatThrownBy(() -> settings("a", value).number("a", 1, 9))
                .isInstanceOf(SettingsException.class)
                .hasMessage("a = " + value + " is wrong: it takes a whole number from 1 to 9.");
    }

    @Test
    void aFlag() {
        assertThat(settings("a", "true").flag("a")).isTrue();
        assertThat(settings("a", "false").flag("a")).isFalse();
        assertThatThrownBy(() -> settings("a", "yes").flag("a"))
                .isInstanceOf(SettingsException.class).hasMessageContaining("true or false");
    }

    @Test
    void aBlankValueIsNone() {
        assertThat(settings("a", " \t").text("a")).isEmpty();
        assertThat(settings("a", " x ").text("a")).hasValue("x");
        assertThatThrownBy(() -> settings("a", " ").number("a", 1, 9))
                .isInstanceOf(SettingsException.class).hasMessageStartingWith("a is not set.");
        assertThatThrownBy(() -> settings("a", " ").duration("a"))
                .isInstanceOf(SettingsException.class).hasMessageStartingWith("a is not set.");
    }

    @Test
    void aList() {
        assertThat(settings("a", " x, y ,,z,").list("a")).containsExactly("x", "y", "z");
        assertThat(settings("a", "x").list("b")).isEmpty();
    }

    @Test
    void aSecretOfItsOwnOrOfAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), " a secret \r\n");

        assertThat(settings("a", "direct").secret("a")).hasValue("direct");
        assertThat(settings("a-file", file.toString()).secret("a")).hasValue("a secret");
        assertThat(settings("b", "x").secret("a")).isEmpty();
    }

    @Test
    void aSecretThatIsGivenTwiceIsRefusedAndNotShown() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "in-the-file");
        Settings settings = settings(Map.of("a", "direct-value", "a-file", file.toString()));

        assertThatThrownBy(() -> settings.secret("a")).isInstanceOf(SettingsException.class)
                .hasMessage("a and a-file are both set: remove one.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t"})
    void anEmptyFileIsSaid(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), content);

        assertThatThrownBy(() -> settings("a-file", file.toString()).secret("a"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("a-file = " + file).hasMessageContaining("is empty");
    }

    @Test
    void aMissingFileIsSaid() {
        Path file = folder.resolve("missing");

        assertThatThrownBy(() -> settings("a-file", file.toString()).secret("a"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("a-file = " + file).hasMessageContaining("does not exist");
    }

    /** Permissions would not stop the root user that some builds run as; a directory does. */
    @Test
    void aFileThatCannotBeReadIsSaid() throws Exception {
        Path notUtf8 = Files.write(folder.resolve("secret"), new byte[] {(byte) 0xFF, 1});

        for (Path file : new Path[] {folder, notUtf8}) {
            assertThatThrownBy(() -> settings("a-file", file.toString()).secret("a"))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("a-file = " + file)
                    .hasMessageContaining("cannot be read");
        }
    }

    @Test
    void aPathThatIsNoneIsSaid() {
        assertThatThrownBy(() -> settings("a-file", "a\0b").secret("a"))
                .isInstanceOf(SettingsException.class).hasMessageContaining("a-file ");
    }

    @Test
    void aSecretWhereAFilesNameBelongsIsNotShown() {
        for (String secret : new String[] {"c4n4ry", "c4n4ry\0", "ab/c4n4ry"}) {
            assertThatThrownBy(() -> settings("a-file", secret).secret("a"))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("a-file (not shown").hasMessageNotContaining("c4n4ry")
                    .hasNoCause();
        }
        assertThatThrownBy(() -> settings("a-file", "/run/none/x").secret("a"))
                .hasMessageContaining("a-file = /run/none/x");
    }

    private static Settings settings(String key, String value) {
        return settings(Map.of(key, value));
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(key -> Optional.ofNullable(values.get(key)));
    }
}
