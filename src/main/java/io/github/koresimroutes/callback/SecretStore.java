package io.github.koresimroutes.callback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that verify now, read again from their places while the bundle runs. Whoever verifies
 * takes a snapshot and waits for nobody.
 *
 * <p>What cannot be used never replaces a secret: the one that was read before stays, because a
 * callback that is refused for want of it is lost.
 */
public final class SecretStore {

    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);
    /** A flood of wrong signatures reads files that have not changed once in this time. */
    private static final Duration LEAST_INTERVAL = Duration.ofSeconds(1);
    /** A file system that hangs may not hold all who answer callbacks. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final List<SecretPlace> places;
    // While a secret is moved up, from next to current to previous, each is read before the place
    // to which it goes: so that none slips through between two of them.
    private final List<SecretPlace> inOrderOfReading;
    private final LongSupplier nanoTime;
    private final ReentrantLock reading = new ReentrantLock();
    // Under the lock, but for the two that are volatile.
    private Map<SecretPlace, Secret> held;
    private List<?> marks;
    private long lastRead;
    private volatile Map<String, String> troubles = Map.of();
    private volatile Secrets current;

    /**
     * Reads all places for the first time.
     *
     * @param places for each account the one most in use first
     * @throws IllegalArgumentException if there is no secret, or if two accounts have the same; the
     *         message names the settings
     * @throws RuntimeException what a place throws
     */
    public SecretStore(List<SecretPlace> places) {
        this(places, System::nanoTime);
    }

    SecretStore(List<SecretPlace> places, LongSupplier nanoTime) {
        this.places = List.copyOf(places);
        this.nanoTime = nanoTime;
        this.inOrderOfReading = this.places.stream()
                .sorted(Comparator.comparing(place -> !place.name().equals("next"))).toList();
        marks = marks();
        Map<SecretPlace, Secret> first = new HashMap<>();
        for (SecretPlace place : inOrderOfReading) {
            place.source().get().ifPresent(value -> first.put(place, secret(place, value)));
        }
        for (SecretPlace place : this.places) {
            twin(place, first).ifPresent(other -> {
                throw new IllegalArgumentException(sameSecret(place, other));
            });
        }
        held = first;
        current = snapshot();
        lastRead = nanoTime.getAsLong();
    }

    private Secrets snapshot() {
        return new Secrets(places.stream().map(held::get).filter(Objects::nonNull).toList());
    }

    /** The labels of all places, whether or not there is a secret now. */
    public List<String> labels() {
        return places.stream().map(SecretPlace::label).toList();
    }

    /** The labels of those places where there is no secret now. */
    public List<String> absent() {
        List<String> there = current.all().stream().map(Secret::label).toList();
        return labels().stream().filter(label -> !there.contains(label)).toList();
    }

    /** The secrets as they were read last. */
    public Secrets current() {
        return current;
    }

    /** Labels of those places that cannot be used now, each with the reason; without secrets. */
    public Map<String, String> troubles() {
        return troubles;
    }

    /** Reads all places again. */
    public void refresh() {
        reading.lock();
        try {
            read();
        } finally {
            reading.unlock();
        }
    }

    /**
     * The secrets, read again unless that was done a moment ago and nothing has changed since: KORE
     * may use a new secret at once.
     */
    Secrets refreshed() {
        try {
            if (reading.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (nanoTime.getAsLong() - lastRead >= LEAST_INTERVAL.toNanos()
                            || !marks().equals(marks)) {
                        read();
                    }
                } finally {
                    reading.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return current;
    }

    private List<?> marks() {
        return places.stream().map(place -> Optional.ofNullable(place.mark().get())).toList();
    }

    private void read() {
        // Before the secrets: what changes while they are read is read again.
        marks = marks();
        Map<String, String> found = new HashMap<>();
        Map<SecretPlace, Secret> now = new HashMap<>(held);
        for (SecretPlace place : inOrderOfReading) {
            try {
                now.put(place, place.source().get()
                        .map(value -> unlessSame(place, value)).orElse(null));
            } catch (RuntimeException e) {
                found.put(place.label(), String.valueOf(e.getMessage()));
            }
        }
        keepAccountsApart(now, found);
        tell(now, found);
        now.values().removeIf(Objects::isNull);
        if (!now.equals(held)) {
            held = now;
            current = snapshot();
        }
        lastRead = nanoTime.getAsLong();
    }

    /** The secret that is held, where the value is still the same: it keeps its identity. */
    private Secret unlessSame(SecretPlace place, String value) {
        Secret old = held.get(place);
        return old != null && MessageDigest.isEqual(
                old.bytes(), value.getBytes(StandardCharsets.UTF_8)) ? old : secret(place, value);
    }

    private static Secret secret(SecretPlace place, String value) {
        return Secret.of(place.account(), place.name(), value);
    }

    /** Takes back what would make the secrets of two accounts the same; before, none were. */
    private void keepAccountsApart(Map<SecretPlace, Secret> now, Map<String, String> found) {
        boolean again = true;
        while (again) {
            again = places.stream().anyMatch(place -> takeBackTwin(place, now, found));
        }
    }

    private boolean takeBackTwin(
            SecretPlace place, Map<SecretPlace, Secret> now, Map<String, String> found) {
        Optional<SecretPlace> other = now.get(place) == held.get(place)
                ? Optional.empty() : twin(place, now);
        if (other.isEmpty()) {
            return false;
        }
        found.put(place.label(), sameSecret(place, other.get()));
        now.put(place, held.get(place));
        return true;
    }

    /** The place of another account with the same secret. */
    private Optional<SecretPlace> twin(SecretPlace place, Map<SecretPlace, Secret> secrets) {
        return places.stream().filter(other -> secrets.get(other) != null
                && secrets.get(place) != null
                && !Objects.equals(other.account(), place.account())
                && MessageDigest.isEqual(
                        secrets.get(other).bytes(), secrets.get(place).bytes())).findFirst();
    }

    private static String sameSecret(SecretPlace one, SecretPlace other) {
        return one.setting() + " and " + other.setting() + " hold the same secret: it would not"
                + " tell which account signed. Each account has a secret of its own at KORE.";
    }

    private void tell(Map<SecretPlace, Secret> now, Map<String, String> found) {
        for (SecretPlace place : places) {
            String trouble = found.get(place.label());
            if (trouble != null) {
                if (!trouble.equals(troubles.get(place.label()))) {
                    LOG.error("{} What was read before stays in use.", trouble);
                }
            } else if (now.get(place) == null && held.get(place) != null) {
                LOG.info("the secret '{}' is gone: it does not verify any more", place.label());
            } else if (now.get(place) != held.get(place)) {
                LOG.info("the secret '{}' was read anew, and verifies now", place.label());
            } else if (troubles.containsKey(place.label())) {
                LOG.info("the secret '{}' can be read again, and is the same", place.label());
            }
        }
        troubles = Map.copyOf(found);
    }
}
