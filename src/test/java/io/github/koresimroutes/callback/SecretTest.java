package io.github.koresimroutes.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n"})
    void aSecretWithoutAValueIsRefused(String value) {
        assertThatThrownBy(() -> Secret.of("next", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'next' is empty");
    }

    @Test
    void aSecretWithoutALabelIsRefused() {
        assertThatThrownBy(() -> Secret.of(" ", "12345"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("12345");
    }

    @Test
    void itsTextHidesItsValue() {
        assertThat(Secret.of("current", "12345")).hasToString("Secret[current]");
    }

    @Test
    void twoSecretsWithOneValueAreTwo() {
        Secret secret = Secret.of("current", "12345");
        assertThat(secret).isEqualTo(secret).isNotEqualTo(Secret.of("current", "12345"));
    }

    @Test
    void nobodyChangesItFromOutside() {
        byte[] value = "12345".getBytes(UTF_8);
        Secret secret = new Secret("current", null, value);
        value[0] = 0;
        secret.bytes()[1] = 0;
        assertThat(secret.bytes()).isEqualTo("12345".getBytes(UTF_8));
    }
}
