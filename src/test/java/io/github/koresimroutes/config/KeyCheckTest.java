package io.github.koresimroutes.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCheckTest {

    private static final Set<String> KNOWN = Defaults.load().stringPropertyNames();
    private final KeyCheck check = new KeyCheck(KNOWN);

    @Test
    void everyDefaultIsKnownByItsNameAndItsVariable() {
        List<String> variables = KNOWN.stream().map(key -> key.toUpperCase(Locale.ROOT)
                .replace('.', '_').replace('-', '_')).toList();

        assertThatCode(() -> check.check(KNOWN, variables)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kore.queue.mine", "custom.anything", "camel.server.port",
        "kore.callbacks"})
    void whatIsNotReservedIsTheUsersOwn(String key) {
        assertThatCode(() -> check.check(List.of(key), List.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"KORE_QUEUE_MINE", "PATH", "KORE_HOME", "kore_callback_urll"})
    void aVariableThatIsNotReservedIsTheUsersOwn(String name) {
        assertThatCode(() -> check.check(List.of(), List.of(name))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "kore.callback.secert, kore.callback.secret",
        "kore.callback.Url, kore.callback.url",
        "kore.callback.secret.file, kore.callback.secret-file",
        "kore.journal.retention-day, kore.journal.retention-days",
        "kore.dispatch.batchsize, kore.dispatch.batch-size",
        "kore.broker.urls, kore.broker.url"})
    void aMisspeltKeyIsSaidWithTheOneThatWasMeant(String key, String meant) {
        assertThatThrownBy(() -> check.check(List.of(key), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("unknown setting: " + key + ". Did you mean " + meant + "?");
    }

    /** As MicroProfile Config does. */
    @Test
    void aVariableThatARuntimeListsAmongTheKeysIsKnownAsAVariable() {
        assertThatCode(() -> check.check(List.of("kore.callback.max.body.size"),
                List.of("KORE_CALLBACK_MAX_BODY_SIZE"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check.check(List.of("kore.callback.max.body.size"), List.of()))
                .hasMessageStartingWith("unknown setting: kore.callback.max.body.size.");
        assertThatThrownBy(() -> check.check(List.of("kore.callback.max.body.sise"),
                List.of("KORE_CALLBACK_MAX_BODY_SISE")))
                .hasMessageStartingWith(
                        "unknown setting: the environment variable KORE_CALLBACK_MAX_BODY_SISE.");
    }

    @Test
    void aKeyLikeNoOtherIsSaidWithoutASuggestion() {
        assertThatThrownBy(() -> check.check(List.of("kore.broker.something.else"), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage("unknown setting: kore.broker.something.else."
                        + " All settings are in config/application.properties.");
    }

    /** Whatever properties the class has that it names. */
    @Test
    void whatFollowsTheNameOfAClassIsNotOursToKnow() {
        assertThatCode(() -> check.check(List.of("kore.broker.connection-factory.hostName"),
                List.of("KORE_BROKER_CONNECTION_FACTORY_HOST_NAME"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check.check(List.of("kore.broker.connection-factorY"), List.of()))
                .hasMessageContaining("Did you mean kore.broker.connection-factory?");
    }

    @Test
    void aMisspeltVariableIsSaidWithTheOneThatWasMeant() {
        assertThatThrownBy(() -> check.check(List.of(), List.of("KORE_CALLBACK_SECRETFILE")))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("unknown setting: the environment variable"
                        + " KORE_CALLBACK_SECRETFILE. Did you mean kore.callback.secret-file?");
    }
}
