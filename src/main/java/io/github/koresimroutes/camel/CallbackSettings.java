package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.DateWindow;
import io.github.koresimroutes.callback.Endpoint;
import io.github.koresimroutes.callback.SecretPlace;
import io.github.koresimroutes.callback.SecretStore;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings of {@code kore.callback.*} that decide what is KORE's.
 *
 * @param endpoints       the paths that take callbacks
 * @param secrets         the secrets that verify
 * @param queryParameters names of unsigned parameters that are passed on
 * @param dateWindow      how far a Date may be from the receipt
 * @param repeatThreshold under how many tokens one body may come before that is told
 * @param repeatWindow    within which time
 */
record CallbackSettings(List<Endpoint> endpoints, SecretStore secrets, Set<String> queryParameters,
        DateWindow dateWindow, int repeatThreshold, Duration repeatWindow) {

    private static final Pattern PROPERTY_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * @param accountSids   the accounts that have settings of their own
     * @param endpointNames the endpoints besides the default one
     */
    static CallbackSettings read(
            Settings settings, Set<String> accountSids, Set<String> endpointNames) {
        List<String> missing = new ArrayList<>();
        List<SecretPlace> secrets = SecretSettings.read(settings, accountSids, missing);
        List<Endpoint> endpoints = EndpointSettings.read(settings, endpointNames, missing);
        if (!missing.isEmpty()) {
            throw new SettingsException(String.join("\n", missing));
        }
        EndpointSettings.checkAccounts(endpoints, secrets);
        return new CallbackSettings(endpoints, SecretSettings.store(secrets),
                queryParameters(settings),
                new DateWindow(settings.choice("kore.callback.date-check", DateWindow.Mode.class),
                        settings.duration("kore.callback.date-window")),
                settings.number("kore.callback.repeat-threshold", 2, 10_000),
                settings.duration("kore.callback.repeat-window"));
    }

    private static Set<String> queryParameters(Settings settings) {
        Set<String> names = new LinkedHashSet<>(settings.list("kore.callback.query-parameters"));
        for (String name : names) {
            if (!PROPERTY_NAME.matcher(name).matches()) {
                throw new SettingsException("kore.callback.query-parameters: " + name + " cannot be"
                        + " part of a JMS property's name. It takes letters, digits and _.");
            }
        }
        return names;
    }
}
