package io.github.koresimroutes.callback;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A path that takes callbacks, and which ones. Immutable.
 *
 * @param name     by which settings, logs and the quarantine know it: {@value #DEFAULT}, or the
 *                 name that its settings have
 * @param path     the path of the requests that it gets
 * @param urls     the callback URLs that KORE was given for it, as KORE signs them: see
 *                 {@link CallbackSignature#signedUrl}
 * @param accounts SIDs of the accounts whose callbacks it takes; none for those of all
 * @param methods  the HTTP methods that it takes, {@code POST} and {@code GET}
 */
public record Endpoint(
        String name, String path, List<String> urls, Set<String> accounts, Set<String> methods) {

    /** The name of the endpoint that {@code kore.callback.path} makes. */
    public static final String DEFAULT = "default";

    /**
     * @throws IllegalArgumentException if there is no URL, or one that is not absolute
     */
    public Endpoint {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("an endpoint needs at least one callback URL");
        }
        urls = urls.stream().map(CallbackSignature::signedUrl).distinct().toList();
        accounts = accounts.stream().map(Endpoint::comparable)
                .collect(Collectors.toUnmodifiableSet());
        methods = Set.copyOf(methods);
    }

    /** Whether it takes callbacks of whose parameters KORE signs nothing. */
    public boolean takesGet() {
        return methods.contains("GET");
    }

    /** Whether it takes what speaks of these accounts. */
    boolean takes(Collection<String> accountSids) {
        return accounts.isEmpty()
                || accountSids.stream().map(Endpoint::comparable).allMatch(accounts::contains);
    }

    /**
     * The digits of a SID are hexadecimal, so that one SID in two spellings is one account: were it
     * two, a secret would sign for another account by writing its SID otherwise.
     */
    static String comparable(String sid) {
        return sid.strip().toLowerCase(Locale.ROOT);
    }
}
