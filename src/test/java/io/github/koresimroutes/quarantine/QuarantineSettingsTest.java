package io.github.koresimroutes.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class QuarantineSettingsTest {

    private final Properties properties = Defaults.load();

    @Test
    void eachKindHasABudgetOfItsOwn() {
        assertThat(read().budget(QuarantineKind.LIKELY))
                .isEqualTo(new QuarantineSettings.Budget(20_000, 32_000_000));
        assertThat(read().budget(QuarantineKind.REST))
                .isEqualTo(new QuarantineSettings.Budget(1_000, 4_000_000));
        assertThat(read().maxAge()).isEqualTo(Duration.ofDays(14));
    }

    /** Else what KORE had sent again would be released as if it were new. */
    @Test
    void nothingIsKeptLongerThanADuplicateIsKnown() {
        properties.setProperty("kore.journal.retention-days", "3");

        assertThat(read().maxAge()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void aWrongBudgetStopsTheStart() {
        properties.setProperty("kore.quarantine.likely-count", "-1");

        assertThatThrownBy(this::read).isInstanceOf(SettingsException.class)
                .hasMessageContaining("kore.quarantine.likely-count = -1 is wrong");
    }

    private QuarantineSettings read() {
        return QuarantineSettings.read(
                new Settings(key -> Optional.ofNullable(properties.getProperty(key))));
    }
}
