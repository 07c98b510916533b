package io.github.koresimroutes.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

/** The settings of one {@link EntryGroup} in files, system properties and environment variables. */
public final class EntryKeys {

    private final EntryGroup group;
    private final Set<String> entries = new TreeSet<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, String> environment;

    /**
     * @param given       keys from files and system properties
     * @param environment the environment variables
     * @throws SettingsException where two names are one setting, written in two ways
     */
    public EntryKeys(
            EntryGroup group, Collection<String> given, Map<String, String> environment) {
        this.group = group;
        this.environment = Map.copyOf(environment);
        for (String key : new TreeSet<>(given)) {
            add(group.key(key), keys);
        }
        for (String name : new TreeSet<>(environment.keySet())) {
            add(group.variable(name), variables);
        }
    }

    private void add(Matcher name, Map<String, String> names) {
        if (!name.matches()) {
            return;
        }
        String other = names.put(group.canonicalKey(name), name.group());
        if (other != null) {
            throw new SettingsException(other + " and " + name.group()
                    + " are the same setting: the case of a SID's digits does not count."
                    + " Remove one.");
        }
        entries.add(group.entry(name));
    }

    /** The names of the entries that there are, as the group knows them. */
    public Set<String> entries() {
        return entries;
    }

    /**
     * The value of a key, whose entry is one of {@link #entries}, however that is written where it
     * is set; as for every setting the environment wins over files.
     *
     * @param variable  resolves what an environment variable holds
     * @param otherwise resolves a key as it is written
     */
    public Optional<String> value(String key, UnaryOperator<String> variable,
            Function<String, Optional<String>> otherwise) {
        String name = variables.get(key);
        return name != null ? Optional.of(environment.get(name)).map(variable)
                : otherwise.apply(keys.getOrDefault(key, key));
    }
}
