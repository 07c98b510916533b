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

class AccountKeysTest {

    private static final String SID = "AC3ba717b1d236e6c4a835e46130267eb4";
    private static final String UPPER = "AC3BA717B1D236E6C4A835E46130267EB4";
    private static final String KEY = "kore.callback.account." + SID + ".";

    private final KeyCheck check = new KeyCheck(Defaults.load().stringPropertyNames());

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret-file", "next-secret", "next-secret-file",
        "previous-secret", "previous-secret-file"})
    void everyKeyOfAnAccountIsKnownByItsNameAndItsVariable(String name) {
        String variable = "_" + name.toUpperCase().replace('-', '_');

        assertThatCode(() -> check.check(List.of(KEY + name),
                List.of("KORE_CALLBACK_ACCOUNT_" + SID + variable,
                        "KORE_CALLBACK_ACCOUNT_" + UPPER + variable)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "kore.callback.account.%s.secert,          kore.callback.account.%s.secret",
        "kore.callback.account.%s.secret.file,     kore.callback.account.%s.secret-file",
        "kore.callback.account.%s.next-secret-fil, kore.callback.account.%s.next-secret-file",
        "kore.callback.acount.%s.secret,           kore.callback.account.%s.secret",
        "kore.callback.accounts.%s.secret,         kore.callback.account.%s.secret"})
    void aMisspeltKeyIsSaidWithTheOneThatWasMeant(String key, String meant) {
        assertThatThrownBy(() -> check.check(List.of(String.format(key, SID)), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Did you mean " + String.format(meant, SID) + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {SID, UPPER})
    void aMisspeltVariableIsSaidWithTheKeyThatWasMeant(String sid) {
        assertThatThrownBy(() -> check.check(
                List.of(), List.of("KORE_CALLBACK_ACCOUNT_" + sid + "_SECRETFILE")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("KORE_CALLBACK_ACCOUNT_" + sid + "_SECRETFILE")
                .hasMessageContaining("Did you mean " + KEY + "secret-file?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kore.callback.account.AC123.secret",
        "kore.callback.account.secret", "kore.callback.account." + SID + "0.secret",
        "kore.callback.account.HS3ba717b1d236e6c4a835e46130267eb4.secret"})
    void aKeyWithoutASidIsSaidWithTheShapeOfOne(String key) {
        assertThatThrownBy(() -> check.check(List.of(key), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("unknown setting: " + key)
                .hasMessageContaining("a SID of AC and 32 hexadecimal digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {SID, UPPER})
    void aVariableSetsTheSecretHoweverTheSidIsWritten(String sid) {
        EntryKeys keys = new EntryKeys(EntryGroup.ACCOUNTS, List.of(),
                Map.of("KORE_CALLBACK_ACCOUNT_" + sid + "_NEXT_SECRET", "x"));

        assertThat(keys.entries()).containsExactly(SID);
        assertThat(keys.value(KEY + "next-secret", v -> v, key -> Optional.empty())).hasValue("x");
        assertThat(keys.value(KEY + "secret", v -> v, key -> Optional.empty())).isEmpty();
    }

    @Test
    void aKeyIsResolvedAsItIsWritten() {
        String written = "kore.callback.account." + UPPER + ".secret";
        EntryKeys keys = new EntryKeys(EntryGroup.ACCOUNTS,
                List.of(written, "kore.callback.url"), Map.of());

        assertThat(keys.entries()).containsExactly(SID);
        assertThat(keys.value(KEY + "secret", v -> v, Optional::of)).hasValue(written);
        assertThat(keys.value("kore.callback.url", v -> v, Optional::of))
                .hasValue("kore.callback.url");
    }

    @Test
    void aVariableWinsOverAKey() {
        EntryKeys keys = new EntryKeys(EntryGroup.ACCOUNTS, List.of(KEY + "secret"),
                Map.of("KORE_CALLBACK_ACCOUNT_" + SID + "_SECRET", "of the environment"));

        assertThat(keys.value(KEY + "secret", v -> v, Optional::of)).hasValue("of the environment");
    }

    @Test
    void twoSpellingsOfOneAccountAreRefusedAndTheirValuesNotShown() {
        String one = "KORE_CALLBACK_ACCOUNT_" + SID + "_SECRET";
        String other = "KORE_CALLBACK_ACCOUNT_" + UPPER + "_SECRET";

        assertThatThrownBy(() -> new EntryKeys(EntryGroup.ACCOUNTS,
                List.of(), Map.of(one, "value-1", other, "value-2")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(one).hasMessageContaining(other)
                .hasMessageNotContaining("value-");
    }
}
