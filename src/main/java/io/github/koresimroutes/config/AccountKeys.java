package io.github.koresimroutes.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings {@code kore.callback.account.<AccountSid>.secret} and so on, which no list of
 * defaults can hold, in files, system properties and environment variables.
 *
 * <p>A SID's digits are hexadecimal, and environment variables are mostly written in upper case: so
 * the digits' case does not count, and an account is known by its SID in lower case.
 */
public final class AccountKeys {

    static final String GROUP = "kore.callback.account.";

    private static final List<String> NAMES = Stream.of("secret", "next-secret", "previous-secret")
            .flatMap(name -> Stream.of(name, name + "-file")).toList();
    private static final Pattern SID = Pattern.compile("(?i)AC[0-9a-f]{32}(?![0-9a-z])");
    private static final Pattern KEY = Pattern.compile(Pattern.quote(GROUP)
            + "(AC[0-9a-fA-F]{32})\\.(" + String.join("|", NAMES) + ")");
    private static final Pattern VARIABLE = Pattern.compile(KeyCheck.variable(GROUP)
            + "(AC[0-9a-fA-F]{32})_(" + KeyCheck.variable(String.join("|", NAMES)) + ")");

    private final Set<String> sids = new TreeSet<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, String> environment;

    /**
     * @param given       keys from files and system properties
     * @param environment the environment variables
     * @throws SettingsException where two names differ in nothing but the case of their SID
     */
    public AccountKeys(Collection<String> given, Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        for (String key : new TreeSet<>(given)) {
            add(KEY.matcher(key), keys);
        }
        for (String name : new TreeSet<>(environment.keySet())) {
            add(VARIABLE.matcher(name), variables);
        }
    }

    private void add(Matcher name, Map<String, String> names) {
        if (!name.matches()) {
            return;
        }
        String sid = canonical(name.group(1));
        String key = GROUP + sid + "." + name.group(2).toLowerCase(Locale.ROOT).replace('_', '-');
        String other = names.put(key, name.group());
        if (other != null) {
            throw new SettingsException(other + " and " + name.group()
                    + " are the same setting: the case of a SID's digits does not count."
                    + " Remove one.");
        }
        sids.add(sid);
    }

    /** The accounts that have an entry, each as {@code AC} and 32 digits in lower case. */
    public Set<String> sids() {
        return sids;
    }

    /**
     * The value of a key, whose SID is one of {@link #sids}, however its SID is written where it is
     * set; as for every setting the environment wins over files.
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

    static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    static boolean isVariable(String name) {
        return VARIABLE.matcher(name).matches();
    }

    /** The keys that one may have meant which holds a SID. */
    static List<String> meant(String key) {
        Matcher sid = SID.matcher(key);
        return sid.find() ? NAMES.stream()
                .map(name -> GROUP + "AC" + sid.group().substring(2) + "." + name).toList()
                : List.of();
    }

    private static String canonical(String sid) {
        return "AC" + sid.substring(2).toLowerCase(Locale.ROOT);
    }
}
