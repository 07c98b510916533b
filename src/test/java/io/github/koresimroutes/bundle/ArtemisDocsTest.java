package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.junit.jupiter.api.Test;

/** What the docs tell an operator to write into broker.xml is what Artemis understands. */
class ArtemisDocsTest {

    static Configuration documented() throws Exception {
        Matcher xml = Pattern.compile("```xml\n(<core.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/go-to-production.md")));
        assertThat(xml.find()).isTrue();
        return new FileConfigurationParser().parseMainConfig(
                new ByteArrayInputStream(xml.group(1).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theDocumentedSettingsSayWhatTheyShall() throws Exception {
        Configuration configuration = documented();

        assertThat(configuration.isPersistenceEnabled()).isTrue();
        assertThat(configuration.isJournalSyncTransactional()).isTrue();
        assertThat(configuration.isJournalSyncNonTransactional()).isTrue();
        assertThat(configuration.isPersistIDCache()).isTrue();
        assertThat(configuration.getIDCacheSize()).isEqualTo(20_000);
        AddressSettings control = configuration.getAddressSettings().get("kore.dispatch.#");
        assertThat(control.getMaxDeliveryAttempts()).isEqualTo(ArtemisMain.WITHOUT_LIMIT);
        assertThat(control.getAddressFullMessagePolicy())
                .isEqualTo(AddressFullMessagePolicy.PAGE);
        assertThat(control.isAutoDeleteQueues()).isFalse();
        assertThat(configuration.getAddressSettings().get("kore.sim.#")
                .getAddressFullMessagePolicy()).isEqualTo(AddressFullMessagePolicy.PAGE);
    }
}
