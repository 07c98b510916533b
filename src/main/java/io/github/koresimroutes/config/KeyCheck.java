package io.github.koresimroutes.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds misspelt settings. In the reserved groups every key must be one that has a default, or an
 * account's ({@link AccountKeys}); the rest of {@code kore.*} (the queues) is the route editors'
 * own.
 */
public final class KeyCheck {

    /** Groups whose keys are all known. */
    public static final List<String> RESERVED = List.of(
            "kore.callback.", "kore.journal.", "kore.quarantine.", "kore.dispatch.",
            "kore.broker.", "kore.health.", "kore.stop.");

    private static final int CLOSE_ENOUGH = 4;

    private static final String ACCOUNT = ". An account's secret is "
            + AccountKeys.GROUP + "<AccountSid>.secret or .secret-file, with a SID of AC and 32"
            + " hexadecimal digits.";

    private final Set<String> known;

    /** @param known the keys that have a default */
    public KeyCheck(Collection<String> known) {
        this.known = new TreeSet<>(known);
    }

    /**
     * @param given       keys from files and system properties
     * @param environment names of environment variables
     * @throws SettingsException where one of a reserved group is unknown
     */
    public void check(Collection<String> given, Collection<String> environment) {
        for (String key : new TreeSet<>(given)) {
            if (isReserved(key) && !known.contains(key) && !AccountKeys.isKey(key)) {
                throw unknown(key, key);
            }
        }
        Set<String> knownVariables = new TreeSet<>();
        known.forEach(key -> knownVariables.add(variable(key)));
        for (String name : new TreeSet<>(environment)) {
            boolean reserved = RESERVED.stream().anyMatch(g -> name.startsWith(variable(g)));
            if (reserved && !knownVariables.contains(name) && !AccountKeys.isVariable(name)) {
                throw unknown("the environment variable " + name,
                        name.toLowerCase(Locale.ROOT).replace('_', '.'));
            }
        }
    }

    private static boolean isReserved(String key) {
        return RESERVED.stream().anyMatch(key::startsWith);
    }

    /** The environment variable for a key. */
    public static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private SettingsException unknown(String shown, String key) {
        Optional<String> close = Stream.concat(known.stream(), AccountKeys.meant(key).stream())
                .min(Comparator.comparingInt(k -> distance(plain(k), plain(key))))
                .filter(k -> distance(plain(k), plain(key)) <= CLOSE_ENOUGH);
        return new SettingsException("unknown setting: " + shown
                + close.map(k -> ". Did you mean " + k + "?").orElse(
                        key.startsWith(AccountKeys.GROUP) ? ACCOUNT : ".")
                + " All settings are in config/application.properties.");
    }

    private static String plain(String key) {
        return key.replace('-', '.');
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
