package io.github.koresimroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.koresimroutes.callback.TestSecrets;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets by placeholders: from a vault, or not at all. */
class GivenSettingsTest {

    private static final String ACCOUNT = "kore.callback.account.AC" + "c4".repeat(16) + ".secret";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws IOException {
        context.close();
        System.clearProperty("kore.callback.secret");
        System.clearProperty("kore.callback.secrat");
    }

    private BundleSettings read(Map<String, String> given) {
        Properties properties = new Properties();
        properties.put("kore.callback.url", "https://callbacks.example.com/kore");
        properties.putAll(given);
        context.getPropertiesComponent().setInitialProperties(properties);
        context.build();
        return BundleSettings.read(context.getPropertiesComponent(), Defaults.load());
    }

    private static String secret(BundleSettings settings) {
        return TestSecrets.first(settings.callback().secrets());
    }

    @Test
    void aVaultThatCamelFindsGivesTheSecret() {
        String current = StandInVault.CONTENT.get("kore/current");

        assertThat(secret(read(Map.of("kore.callback.secret", "{{standin:kore/current}}"))))
                .isEqualTo(current);
        assertThat(secret(read(Map.of(ACCOUNT, "{{standin:kore/current}}")))).isEqualTo(current);
    }

    @Test
    void aVaultThatARuntimeAddsGivesTheSecret() {
        context.getPropertiesComponent().addPropertiesFunction(new PropertiesFunction() {
            @Override
            public String getName() {
                return "mine";
            }

            @Override
            public String apply(String path) {
                return "from " + path;
            }
        });

        assertThat(secret(read(Map.of("kore.callback.secret", "{{mine:a/b#c}}"))))
                .isEqualTo("from a/b#c");
    }

    /** Camel drops the backslash of all of these but the first. */
    @ParameterizedTest
    @ValueSource(strings = {"a\\ncd", "a\\c", "a\\", "a\\\\b", "$a#{b}%c\\d"})
    void aValueIsTakenAsItIs(String value) {
        assertThat(secret(read(Map.of("kore.callback.secret", value)))).isEqualTo(value);
        assertThat(secret(read(Map.of("kore.callback.secret", "{{custom.secret}}",
                "custom.secret", value)))).isEqualTo(value);
    }

    @Test
    void anotherSettingMayHoldTheSecret() {
        assertThat(secret(read(Map.of(
                "kore.callback.secret", "{{custom.secret}}", "custom.secret", "c4n4ry"))))
                .isEqualTo("c4n4ry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{env:KORE_NO_SUCH_c4n4ry}}", "{{standin:none/c4n4ry}}",
        "{{standin:sealed}}", "{{c4n4ry}}", "c4n4ry{{", "c4n4ry}}", "{{c4n4ry", "{{}}c4n4ry",
        "{{hashicorp:secret:c4n4ry/kore}}", "{{c4n4ry-none:c4n4ry}}", "x{{a?b}}c4n4ry"})
    void whatCannotBeResolvedStopsTheStartAndIsNotShown(String value) {
        for (String key : new String[] {"kore.callback.secret", ACCOUNT}) {
            Throwable failure = catchThrowable(() -> read(Map.of(key, value)));

            assertThat(failure).as(value).isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith(key + " holds ");
            // As --debug shows it.
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString().replace("{{c4n4ry-none:", "")).doesNotContain("c4n4ry");
        }
    }

    /** Else what the vault should be asked for would be the secret, and anybody could sign. */
    @Test
    void aVaultThatIsNotThereIsNamed() {
        assertThat(catchThrowable(() -> read(Map.of(
                "kore.callback.secret", "{{hashicorp:secret:kore/current}}"))))
                .hasMessage("kore.callback.secret holds {{hashicorp:...}}, and there is no such"
                        + " function here. Put the Camel component that has it into lib/."
                        + " A secret has no default.");
    }

    /** Else the default would hold: the events would be in another database. */
    @Test
    void anyOtherSettingThatCannotBeResolvedStopsTheStart() {
        assertThat(catchThrowable(() -> read(new HashMap<>(Map.of(
                "kore.callback.secret", "a", "kore.dispatch.lanes", "{{env:KORE_NO_SUCH}}")))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("kore.dispatch.lanes holds a placeholder");
    }

    @Test
    void aDefaultOfAnyOtherSettingHolds() {
        assertThat(read(Map.of("kore.callback.secret", "a",
                "kore.callback.workers", "{{env:KORE_NO_SUCH:7}}")).workers()).isEqualTo(7);
    }

    @Test
    void aSystemPropertyIsCheckedAsAFileIs() {
        System.setProperty("kore.callback.secrat", "c4n4ry");
        assertThat(catchThrowable(() -> read(Map.of("kore.callback.secret", "a"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Did you mean kore.callback.secret?");
        System.clearProperty("kore.callback.secrat");
        System.setProperty("kore.callback.secret", "c4n4ry{{a}}");
        assertThat(catchThrowable(() -> read(Map.of("kore.callback.secret", "a"))))
                .isInstanceOf(SettingsException.class).hasMessageNotContaining("c4n4ry");
    }
}
