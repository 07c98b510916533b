package io.github.koresimroutes.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointKeysTest {

    private static final String KEY = "kore.callback.endpoint.north-2.";

    private final KeyCheck check = new KeyCheck(Defaults.load().stringPropertyNames());

    @ParameterizedTest
    @ValueSource(strings = {"path", "url", "accounts", "methods"})
    void everyKeyOfAnEndpointIsKnownByItsNameAndItsVariable(String name) {
        assertThatCode(() -> check.check(List.of(KEY + name),
                List.of("KORE_CALLBACK_ENDPOINT_NORTH_2_" + name.toUpperCase())))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "kore.callback.endpoint.north.uri,     kore.callback.endpoint.north.url",
        "kore.callback.endpoint.north.paths,   kore.callback.endpoint.north.path",
        "kore.callback.endpoint.north.account, kore.callback.endpoint.north.accounts"})
    void aMisspeltKeyIsSaidWithTheOneThatWasMeant(String key, String meant) {
        assertThatThrownBy(() -> check.check(List.of(key), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kore.callback.endpoint.North.url.of.it",
        "kore.callback.endpoint.2.something"})
    void aKeyOfAnotherShapeIsSaidWithTheShape(String key) {
        assertThatThrownBy(() -> check.check(List.of(key), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("unknown setting: " + key)
                .hasMessageContaining("kore.callback.endpoint.<name>.path");
    }

    @Test
    void aVariableNamesTheEndpointInLowerCaseWithDashes() {
        EntryKeys keys = new EntryKeys(EntryGroup.ENDPOINTS, List.of(KEY + "path"),
                Map.of("KORE_CALLBACK_ENDPOINT_NORTH_2_URL", "x",
                        "KORE_CALLBACK_ENDPOINT_SOUTH_PATH", "/s", "KORE_CALLBACK_URL", "y"));

        assertThat(keys.entries()).containsExactly("north-2", "south");
        assertThat(keys.value(KEY + "url", v -> v, Optional::of)).hasValue("x");
        assertThat(keys.value(KEY + "path", v -> v, Optional::of)).hasValue(KEY + "path");
        assertThat(keys.value(
                "kore.callback.endpoint.south.path", v -> v, key -> Optional.empty()))
                .hasValue("/s");
    }
}
