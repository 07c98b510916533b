package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.CallbackReader;
import io.github.koresimroutes.callback.CallbackVerifier;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.SettingsException;
import org.apache.camel.spi.PropertiesComponent;

/**
 * What is KORE's by the settings of {@code kore.callback.*}: the same for a run and for commands.
 *
 * @param verifier tells whether KORE signed a request
 * @param reader   makes the event of a request that it signed
 */
public record Verification(CallbackVerifier verifier, CallbackReader reader) {

    /** @throws SettingsException where a setting is missing or wrong */
    public static Verification read(PropertiesComponent properties) {
        return of(BundleSettings.read(properties, Defaults.load()).callback());
    }

    static Verification of(CallbackSettings settings) {
        return new Verification(new CallbackVerifier(settings.endpoints(), settings.secrets()),
                new CallbackReader(settings.queryParameters(), settings.dateWindow()));
    }
}
