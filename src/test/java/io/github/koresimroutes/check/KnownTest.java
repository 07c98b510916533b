package io.github.koresimroutes.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.routeset.RouteSettings;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.junit.jupiter.api.Test;

class KnownTest {

    private final Known known = Known.of(Map.of("kore.queue.mine", "mine",
            "camel.beans.lookup", "#class:com.example.Lookup", "camel.beans.lookup.url", "x",
            "nested", "{{kore.queue.mine}}.{{?none:fallback}}"));

    @Test
    void placeholdersAreResolvedAsFarAsKnown() {
        assertThat(known.resolve("jms:{{nested}}?a={{none}}&b={{env:HOME}}"))
                .isEqualTo("jms:mine.fallback?a={{none}}&b={{env:HOME}}");
    }

    @Test
    void beansOfTheSettingsAreKnownNextToTheBundles() {
        assertThat(known.beans()).contains("lookup", "kore-discard").doesNotContain("url");
    }

    /** As when somebody edits config/application.properties under a running bundle. */
    @Test
    void theSettingsOfRouteEditorsAreAsTheyAreNow() {
        PropertiesComponent atTheStart = new DefaultCamelContext().getPropertiesComponent();
        Properties given = new Properties();
        given.putAll(Map.of("kore.queue.mine", "mine", "camel.beans.lookup", "#class:Lookup"));
        atTheStart.setInitialProperties(given);

        Known now = Known.of(atTheStart, new RouteSettings(Map.of("custom.new", "x")));

        assertThat(now.value("kore.queue.mine")).isNull();
        assertThat(now.value("custom.new")).isEqualTo("x");
        assertThat(now.value("kore.queue.active")).isEqualTo("kore.sim.active");
        assertThat(now.beans()).contains("lookup");
    }
}
