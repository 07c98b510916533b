package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.SecretPlace;
import io.github.koresimroutes.callback.SecretStore;
import io.github.koresimroutes.config.SecretFile;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The settings of {@code kore.callback.*} that say where KORE's secrets are: the default ones, and
 * those of accounts that have their own.
 */
final class SecretSettings {

    private static final String DEFAULT = "kore.callback.";
    // In the order in which they are tried, which is that of the alphabet.
    private static final Map<String, String> KEYS = new TreeMap<>(Map.of(
            "current", "secret", "next", "next-secret", "previous", "previous-secret"));

    private SecretSettings() {
    }

    /**
     * Reads where the secrets are, but not yet the files that hold them.
     *
     * @param accountSids the accounts that have settings of their own
     * @param missing     is told what must be set and is not
     */
    static List<SecretPlace> read(
            Settings settings, Set<String> accountSids, List<String> missing) {
        List<SecretPlace> places = new ArrayList<>();
        boolean defaults = !add(places, settings, null, DEFAULT).isEmpty();
        if ((defaults || accountSids.isEmpty()) && !isThere(settings, DEFAULT)) {
            missing.add("kore.callback.secret is not set. Give KORE's webhook secret as the"
                    + " environment variable KORE_CALLBACK_SECRET, or name a file that holds it"
                    + " with kore.callback.secret-file (KORE_CALLBACK_SECRET_FILE).");
        }
        for (String sid : accountSids) {
            String group = DEFAULT + "account." + sid + ".";
            add(places, settings, sid, group);
            if (!isThere(settings, group)) {
                missing.add(group + "secret is not set. Give this account's webhook secret, or name"
                        + " a file that holds it with " + group + "secret-file; or remove the"
                        + " account's other settings.");
            }
        }
        return places;
    }

    /**
     * Reads the secrets.
     *
     * @throws SettingsException where one cannot be read, or two accounts have the same
     */
    static SecretStore store(List<SecretPlace> places) {
        try {
            return new SecretStore(places);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    private static List<SecretPlace> add(
            List<SecretPlace> places, Settings settings, String account, String group) {
        List<SecretPlace> added = new ArrayList<>();
        KEYS.forEach((name, key) -> place(settings, account, name, group + key)
                .ifPresent(added::add));
        places.addAll(added);
        return added;
    }

    private static boolean isThere(Settings settings, String group) {
        return settings.text(group + "secret").or(() -> settings.text(group + "secret-file"))
                .isPresent();
    }

    private static Optional<SecretPlace> place(
            Settings settings, String account, String name, String key) {
        Optional<SecretFile> file = settings.secretFile(key);
        if (file.isPresent()) {
            return Optional.of(new SecretPlace(account, name, file.get().key(),
                    source(file.get(), name.equals("current")), file.get()::mark));
        }
        return settings.text(key).map(value ->
                new SecretPlace(account, name, key, () -> Optional.of(value), () -> ""));
    }

    /** The next and the previous secret come and go with a rotation; the current one is there. */
    private static Supplier<Optional<String>> source(SecretFile file, boolean required) {
        return () -> {
            try {
                return Optional.of(file.read());
            } catch (SettingsException e) {
                // Asked afterwards: it may have been moved away just before it was read.
                if (!required && file.isAbsent()) {
                    return Optional.empty();
                }
                throw e;
            }
        };
    }
}
