package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.CallbackSignature;
import io.github.koresimroutes.callback.DateWindow;
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
 * @param urls            the callback URLs as KORE signs them
 * @param secrets         the secrets that verify
 * @param queryParameters names of unsigned parameters that are passed on
 * @param dateWindow      how far a Date may be from the receipt
 * @param repeatThreshold under how many tokens one body may come before that is told
 * @param repeatWindow    within which time
 */
record CallbackSettings(List<String> urls, SecretStore secrets, Set<String> queryParameters,
        DateWindow dateWindow, int repeatThreshold, Duration repeatWindow) {

    private static final Pattern PROPERTY_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** @param accountSids the accounts that have settings of their own */
    static CallbackSettings read(Settings settings, Set<String> accountSids) {
        List<String> urls = new ArrayList<>();
        for (String url : settings.list("kore.callback.url")) {
            try {
                urls.add(CallbackSignature.signedUrl(url));
            } catch (IllegalArgumentException e) {
                throw new SettingsException("kore.callback.url is wrong: " + e.getMessage(), e);
            }
        }
        checkPrefixes(urls);
        List<String> missing = new ArrayList<>();
        List<SecretPlace> secrets = SecretSettings.read(settings, accountSids, missing);
        if (urls.isEmpty()) {
            missing.add("kore.callback.url is not set. Give the callback URL exactly as you gave it"
                    + " to KORE, in config/application.properties or as KORE_CALLBACK_URL.");
        }
        if (!missing.isEmpty()) {
            throw new SettingsException(String.join("\n", missing));
        }
        return new CallbackSettings(urls, SecretSettings.store(secrets),
                queryParameters(settings),
                new DateWindow(settings.choice("kore.callback.date-check", DateWindow.Mode.class),
                        settings.duration("kore.callback.date-window")),
                settings.number("kore.callback.repeat-threshold", 2, 10_000),
                settings.duration("kore.callback.repeat-window"));
    }

    /** KORE signs URL and body with nothing between them, so one URL may not go on as another. */
    private static void checkPrefixes(List<String> urls) {
        for (String url : urls) {
            for (String other : urls) {
                if (!url.equals(other) && other.startsWith(url)) {
                    throw new SettingsException("kore.callback.url: " + other + " begins with "
                            + url + ", and KORE's signature cannot tell a callback to one from a"
                            + " callback to the other. Give KORE URLs of which none begins with"
                            + " another.");
                }
            }
        }
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
