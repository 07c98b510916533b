package io.github.koresimroutes.callback;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The secrets that verify at one moment, and which of them is whose. Immutable. */
public final class Secrets {

    private static final Pattern SID = Pattern.compile("ac[0-9a-f]{32}");

    private final List<Secret> all;
    private final Map<Endpoint, List<Secret>> ofEndpoint = new ConcurrentHashMap<>();
    private final Set<String> accounts;

    /**
     * @param all the secrets, for each account the one most in use first
     * @throws IllegalArgumentException if there is none
     */
    public Secrets(List<Secret> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("at least one webhook secret is needed");
        }
        this.all = List.copyOf(all);
        this.accounts = all.stream().map(Secret::account).filter(Objects::nonNull)
                .map(Endpoint::comparable).collect(Collectors.toUnmodifiableSet());
    }

    List<Secret> all() {
        return all;
    }

    /** Those that prove something that this endpoint takes. */
    List<Secret> of(Endpoint endpoint) {
        return endpoint.accounts().isEmpty() ? all : ofEndpoint.computeIfAbsent(endpoint, any ->
                all.stream().filter(secret -> endpoint.accounts().stream()
                        .anyMatch(sid -> covers(secret, Set.of(sid)))).toList());
    }

    /**
     * Whether what this secret signed may be about these accounts: a secret proves its own account
     * and no other, and the default one those that have no secret of their own. That must be plain,
     * so what is no SID is none of these: consumers may take it for one that has.
     */
    boolean covers(Secret secret, Collection<String> accountSids) {
        for (String accountSid : accountSids) {
            String sid = Endpoint.comparable(accountSid);
            if (secret.account() == null ? !isOfDefault(sid)
                    : !Endpoint.comparable(secret.account()).equals(sid)) {
                return false;
            }
        }
        return true;
    }

    private boolean isOfDefault(String sid) {
        return accounts.isEmpty() || SID.matcher(sid).matches() && !accounts.contains(sid);
    }

    /** Whether there is a secret with which a callback about this account could verify. */
    public boolean isKnown(String accountSid) {
        return all.stream().anyMatch(secret -> covers(secret, Set.of(accountSid)));
    }

    /** Whether it is plain whose a callback is that names no account and has this secret. */
    boolean isPlainWhose(Secret secret, Endpoint endpoint) {
        return secret.account() == null ? endpoint.accounts().isEmpty() : accounts.size() == 1;
    }
}
