package io.github.koresimroutes.callback;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many callbacks each secret verified and when it did last, so that an old one can be removed
 * with confidence. Counts from the start of the process; safe for use by many threads.
 */
public final class SecretUse {

    private final SecretStore store;
    private final Map<String, Use> uses = new LinkedHashMap<>();

    /** For one secret's label. */
    private static final class Use {

        private final LongAdder count = new LongAdder();
        private volatile Last last;
    }

    private record Last(Secret secret, Instant at) {
    }

    /** @param store the secrets */
    public SecretUse(SecretStore store) {
        this.store = store;
        store.labels().forEach(label -> uses.put(label, new Use()));
    }

    /** Notes a callback that was verified, read, and is the secret's own. */
    public void verified(VerifiedCallback callback) {
        Use use = uses.get(callback.secretLabel());
        use.count.increment();
        use.last = new Last(callback.secret(), callback.request().receivedAt());
    }

    /** The labels of all secrets, in the order in which they are tried. */
    public List<String> labels() {
        return List.copyOf(uses.keySet());
    }

    /** How many callbacks were verified by what has had this label. */
    public long count(String label) {
        return uses.get(label).count.sum();
    }

    /**
     * When the secret that has this label now verified last. After a rotation one label stands for
     * another secret, of which the time of the one before would tell nothing.
     */
    public Optional<Instant> last(String label) {
        Last last = uses.get(label).last;
        return last != null && store.current().all().contains(last.secret())
                ? Optional.of(last.at()) : Optional.empty();
    }
}
