package io.github.koresimroutes.config;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings that no list of defaults can hold, because the name of an entry is part of the key:
 * {@code kore.callback.account.<AccountSid>.secret}, {@code kore.callback.endpoint.<name>.url}.
 */
public enum EntryGroup {

    /**
     * Secrets of an account. A SID's digits are hexadecimal, and environment variables are mostly
     * written in upper case: so the digits' case does not count, and an account is known by its SID
     * in lower case.
     */
    ACCOUNTS("kore.callback.account.", "AC[0-9a-fA-F]{32}", "AC[0-9a-fA-F]{32}",
            "(?i)AC[0-9a-f]{32}(?![0-9a-z])",
            Stream.of("secret", "next-secret", "previous-secret")
                    .flatMap(name -> Stream.of(name, name + "-file")).toList(),
            sid -> "AC" + sid.substring(2).toLowerCase(Locale.ROOT),
            "An account's secret is kore.callback.account.<AccountSid>.secret or .secret-file, with a"
                    + " SID of AC and 32 hexadecimal digits."),

    /** Further paths that take callbacks. A dash in a name is {@code _} in a variable. */
    ENDPOINTS("kore.callback.endpoint.", "[a-z][a-z0-9-]{0,30}", "[A-Z][A-Z0-9_]{0,30}",
            "(?<=kore.callback.endpoint.)[a-z][a-z0-9-]{0,30}",
            List.of("path", "url", "accounts", "methods"),
            name -> name.toLowerCase(Locale.ROOT).replace('_', '-'),
            "An endpoint has kore.callback.endpoint.<name>.path, .url, .accounts and .methods, with a"
                    + " name of lower-case letters, digits and dashes.");

    private final String prefix;
    private final List<String> names;
    private final UnaryOperator<String> canonical;
    private final String explanation;
    private final Pattern anywhere;
    private final Pattern key;
    private final Pattern variable;

    EntryGroup(String prefix, String entry, String entryInVariable, String entryAnywhere,
            List<String> names, UnaryOperator<String> canonical, String explanation) {
        this.prefix = prefix;
        this.names = names;
        this.canonical = canonical;
        this.explanation = explanation;
        this.anywhere = Pattern.compile(entryAnywhere);
        String any = String.join("|", names);
        this.key = Pattern.compile(Pattern.quote(prefix) + "(" + entry + ")\\.(" + any + ")");
        this.variable = Pattern.compile(KeyCheck.variable(prefix) + "(" + entryInVariable + ")_("
                + KeyCheck.variable(any) + ")");
    }

    /** What all keys of the group begin with. */
    String prefix() {
        return prefix;
    }

    /** How its keys are written, for whoever wrote one that is none. */
    String explanation() {
        return explanation;
    }

    /** A match has the entry and the name. */
    Matcher key(String key) {
        return this.key.matcher(key);
    }

    /** A match has the entry and the name. */
    Matcher variable(String variable) {
        return this.variable.matcher(variable);
    }

    /** The entry of a match, as the group knows it. */
    String entry(Matcher match) {
        return canonical.apply(match.group(1));
    }

    /** The key of a match, as the group knows it. */
    String canonicalKey(Matcher match) {
        return prefix + entry(match) + "."
                + match.group(2).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The keys that one may have meant which names an entry. */
    List<String> meant(String key) {
        Matcher found = anywhere.matcher(key);
        return found.find() ? names.stream()
                .map(name -> prefix + canonical.apply(found.group()) + "." + name).toList()
                : List.of();
    }
}
