package io.github.koresimroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.SettingsException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settings that are given to Java with -D. */
class BundleSettingsTest {

    private static final String A = "AC" + "a1".repeat(16);
    private static final String OF_A = "kore.callback.account." + A + ".secret";
    private static final String MISSPELT = "kore.callback.prot";

    @BeforeEach
    void set() {
        System.setProperty("kore.callback.url", "https://callbacks.example.com/");
        System.setProperty(OF_A, "of-a");
    }

    @AfterEach
    void clear() {
        System.clearProperty("kore.callback.url");
        System.clearProperty(OF_A);
        System.clearProperty(MISSPELT);
    }

    @Test
    void anAccountMayBeASystemProperty() throws Exception {
        assertThat(read().callback().secrets().labels()).containsExactly(A + "/current");
    }

    @Test
    void aMisspeltSystemPropertyIsNoticed() {
        System.setProperty(MISSPELT, "8081");

        assertThatThrownBy(this::read).isInstanceOf(SettingsException.class)
                .hasMessageContaining("Did you mean kore.callback.port?");
    }

    private BundleSettings read() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            return BundleSettings.read(context.getPropertiesComponent(), Defaults.load());
        }
    }
}
