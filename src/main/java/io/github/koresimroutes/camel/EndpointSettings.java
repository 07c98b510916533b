package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.CallbackSignature;
import io.github.koresimroutes.callback.Endpoint;
import io.github.koresimroutes.callback.SecretPlace;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.Settings;
import io.github.koresimroutes.config.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings of {@code kore.callback.*} that say which paths take which callbacks: the default
 * endpoint, and those with a name.
 */
final class EndpointSettings {

    private static final String GROUP = "kore.callback.";
    /** Neither a pattern of any HTTP server nor in need of an escape. */
    private static final Pattern PATH = Pattern.compile("/|(?:/(?!\\.\\.?(?:/|$))[A-Za-z0-9._~-]+)+/?");
    private static final Pattern ACCOUNT = Pattern.compile("AC[0-9a-fA-F]{32}");
    private static final List<String> METHODS = List.of("POST", "GET");

    private EndpointSettings() {
    }

    /**
     * Reads the endpoints. The default one is there if it has a URL, or if there is no other.
     *
     * @param names   the endpoints besides the default one
     * @param missing is told what must be set and is not
     * @throws SettingsException where one is wrong, or two cannot be told apart
     */
    static List<Endpoint> read(Settings settings, Set<String> names, List<String> missing) {
        Map<String, String> groups = new TreeMap<>();
        if (names.isEmpty() || settings.text(GROUP + "url").isPresent()) {
            groups.put(Endpoint.DEFAULT, GROUP);
        }
        if (!groups.containsKey(Endpoint.DEFAULT)) {
            requireNothingOfDefault(settings);
        }
        if (names.contains(Endpoint.DEFAULT)) {
            throw new SettingsException(group(Endpoint.DEFAULT) + "*: no endpoint may have this name,"
                    + " which is that of kore.callback.path and kore.callback.url.");
        }
        names.forEach(name -> groups.put(name, group(name)));
        List<Endpoint> endpoints = new ArrayList<>();
        groups.forEach((name, group) -> {
            List<String> urls = urls(settings, group, missing);
            if (!urls.isEmpty()) {
                endpoints.add(new Endpoint(name, path(settings, group), urls,
                        accounts(settings, group), methods(settings, group)));
            }
        });
        checkPaths(endpoints);
        checkUrls(endpoints);
        return endpoints;
    }

    /** Whoever sets one of these means an endpoint that is not there. */
    private static void requireNothingOfDefault(Settings settings) {
        Properties defaults = Defaults.load();
        for (String name : List.of("path", "accounts", "methods")) {
            String key = GROUP + name;
            if (!settings.text(key).orElse("").equals(defaults.getProperty(key).strip())) {
                throw new SettingsException(key + " is of the endpoint 'default', which is not there"
                        + " without kore.callback.url. Set that, or " + GROUP + "endpoint.<name>."
                        + name + " instead.");
            }
        }
    }

    private static String group(String name) {
        return GROUP + "endpoint." + name + ".";
    }

    /** What the settings of an endpoint begin with. */
    static String group(Endpoint endpoint) {
        return endpoint.name().equals(Endpoint.DEFAULT) ? GROUP : group(endpoint.name());
    }

    private static List<String> urls(Settings settings, String group, List<String> missing) {
        List<String> urls = new ArrayList<>();
        for (String url : settings.list(group + "url")) {
            try {
                urls.add(CallbackSignature.signedUrl(url));
            } catch (IllegalArgumentException e) {
                throw new SettingsException(group + "url is wrong: " + e.getMessage(), e);
            }
        }
        if (urls.isEmpty()) {
            missing.add(group + "url is not set. Give the callback URL exactly as you gave it to"
                    + " KORE, in config/application.properties"
                    + (group.equals(GROUP) ? " or as KORE_CALLBACK_URL." : "."));
        }
        return urls;
    }

    private static String path(Settings settings, String group) {
        String path = settings.required(group + "path",
                "It takes the path of the requests, such as /kore/sim-status.");
        if (!PATH.matcher(path).matches()) {
            throw new SettingsException(group + "path is wrong: it takes a path such as"
                    + " /kore/sim-status, of letters, digits, and . _ ~ - between the slashes.");
        }
        return path;
    }

    private static Set<String> accounts(Settings settings, String group) {
        Set<String> accounts = new TreeSet<>(settings.list(group + "accounts"));
        // An empty one would open to all what somebody meant to be for some.
        if (accounts.isEmpty() && settings.isGiven(group + "accounts") && !group.equals(GROUP)) {
            throw new SettingsException(group + "accounts names no account. Name some, or remove it:"
                    + " then the endpoint takes the callbacks of all.");
        }
        for (String sid : accounts) {
            if (!ACCOUNT.matcher(sid).matches()) {
                throw new SettingsException(group + "accounts is wrong: it takes SIDs of AC and 32"
                        + " hexadecimal digits, separated by commas.");
            }
        }
        return accounts;
    }

    private static Set<String> methods(Settings settings, String group) {
        List<String> given = settings.list(group + "methods");
        Set<String> methods = (given.isEmpty() ? List.of("POST") : given).stream()
                .map(method -> method.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
        if (!METHODS.containsAll(methods)) {
            throw new SettingsException(group + "methods is wrong: it takes POST, GET or both,"
                    + " separated by a comma. KORE sends nothing else.");
        }
        return methods;
    }

    private static void checkPaths(List<Endpoint> endpoints) {
        Map<String, Endpoint> paths = new TreeMap<>();
        for (Endpoint endpoint : endpoints) {
            Endpoint other = paths.put(endpoint.path().replaceFirst("/$", ""), endpoint);
            if (other != null) {
                throw new SettingsException(group(other) + "path and " + group(endpoint)
                        + "path are the same path. Give each endpoint one of its own.");
            }
        }
    }

    /** KORE signs URL and body with nothing between them, so one URL may not go on as another. */
    private static void checkUrls(List<Endpoint> endpoints) {
        for (Endpoint one : endpoints) {
            for (Endpoint other : endpoints) {
                for (String url : one.urls()) {
                    for (String longer : other.urls()) {
                        checkUrls(one, url, other, longer);
                    }
                }
            }
        }
    }

    private static void checkUrls(Endpoint one, String url, Endpoint other, String longer) {
        if (url.equals(longer) && one != other) {
            throw new SettingsException(group(one) + "url and " + group(other)
                    + "url have the same URL. A URL belongs to one endpoint.");
        }
        if (longer.startsWith(url) && !longer.equals(url)) {
            throw new SettingsException(group(other) + "url has a URL that begins with one of "
                    + group(one) + "url, and KORE's signature cannot tell a callback to one from a"
                    + " callback to the other. Give KORE URLs of which none begins with another.");
        }
    }

    /** An account without a secret, or without an endpoint, would be refused for ever. */
    static void checkAccounts(List<Endpoint> endpoints, List<SecretPlace> secrets) {
        boolean defaultSecret = secrets.stream().anyMatch(place -> place.account() == null);
        Set<String> withSecret = secrets.stream().map(SecretPlace::account)
                .filter(Objects::nonNull).map(EndpointSettings::lower).collect(Collectors.toSet());
        for (Endpoint endpoint : endpoints) {
            for (String sid : endpoint.accounts()) {
                if (!defaultSecret && !withSecret.contains(sid)) {
                    throw new SettingsException(group(endpoint) + "accounts names an account that"
                            + " has no secret. Give it one as kore.callback.account.<AccountSid>"
                            + ".secret or .secret-file.");
                }
            }
        }
        boolean all = endpoints.stream().anyMatch(endpoint -> endpoint.accounts().isEmpty());
        for (String sid : withSecret) {
            if (!all && endpoints.stream().noneMatch(e -> e.accounts().contains(sid))) {
                throw new SettingsException("no endpoint takes the callbacks of an account that has"
                        + " a secret: add it to the accounts of one, or remove its secret.");
            }
        }
    }

    private static String lower(String sid) {
        return sid.toLowerCase(Locale.ROOT);
    }
}
