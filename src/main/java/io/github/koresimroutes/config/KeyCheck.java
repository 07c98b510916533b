package io.github.koresimroutes.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * Finds misspelt settings. In the reserved groups every key must be one that has a default, or of
 * an {@link EntryGroup}, or begin with what is {@linkplain #OPEN open}; the rest of {@code kore.*} (the queues) is the route editors'
 * own.
 */
public final class KeyCheck {

    /** Groups whose keys are all known. */
    public static final List<String> RESERVED = List.of(
            "kore.callback.", "kore.journal.", "kore.quarantine.", "kore.dispatch.",
            "kore.broker.", "kore.routes.", "kore.health.", "kore.stop.");

    /** What else such a key may begin with: the rest is not ours to know. */
    public static final List<String> OPEN = List.of("kore.broker.connection-factory.");

    private static final int CLOSE_ENOUGH = 4;

    private final Set<String> known;

    /** @param known the keys that have a default */
    public KeyCheck(Collection<String> known) {
        this.known = new TreeSet<>(known);
    }

    /**
     * @param given       keys from files and system properties; a runtime may list an environment
     *                    variable among them, in lower case and with dots
     * @param environment names of environment variables
     * @throws SettingsException where one of a reserved group is unknown
     */
    public void check(Collection<String> given, Collection<String> environment) {
        for (String key : new TreeSet<>(given)) {
            if (isReserved(key) && !known.contains(key) && !isEntry(g -> g.key(key))
                    && OPEN.stream().noneMatch(key::startsWith)
                    && !environment.contains(variable(key))) {
                throw unknown(key, key);
            }
        }
        Set<String> knownVariables = new TreeSet<>();
        known.forEach(key -> knownVariables.add(variable(key)));
        for (String name : new TreeSet<>(environment)) {
            boolean reserved = RESERVED.stream().anyMatch(g -> name.startsWith(variable(g)));
            if (reserved && !knownVariables.contains(name) && !isEntry(g -> g.variable(name))
                    && OPEN.stream().noneMatch(g -> name.startsWith(variable(g)))) {
                throw unknown("the environment variable " + name,
                        name.toLowerCase(Locale.ROOT).replace('_', '.'));
            }
        }
    }

    private static boolean isEntry(Function<EntryGroup, Matcher> match) {
        return Arrays.stream(EntryGroup.values()).anyMatch(g -> match.apply(g).matches());
    }

    private static boolean isReserved(String key) {
        return RESERVED.stream().anyMatch(key::startsWith);
    }

    /** The environment variable for a key. */
    public static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private SettingsException unknown(String shown, String key) {
        Optional<String> close = Stream.concat(known.stream(),
                        Arrays.stream(EntryGroup.values()).flatMap(g -> g.meant(key).stream()))
                .min(Comparator.comparingInt(k -> Similar.distance(plain(k), plain(key))))
                .filter(k -> Similar.distance(plain(k), plain(key)) <= CLOSE_ENOUGH);
        return new SettingsException("unknown setting: " + shown
                + close.map(k -> ". Did you mean " + k + "?").orElse("." + explanation(key))
                + " All settings are in config/application.properties.");
    }

    private static String explanation(String key) {
        return Arrays.stream(EntryGroup.values()).filter(g -> key.startsWith(g.prefix()))
                .findFirst().map(g -> " " + g.explanation()).orElse("");
    }

    private static String plain(String key) {
        return key.replace('-', '.');
    }
}
