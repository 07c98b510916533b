package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The events whose route failed. Each is left out of further batches, with every later event of
 * its SIM, and tried by itself; when it has failed often enough it is set aside, and its SIM goes
 * on. Known to this process only: another one that gets the baton finds out anew.
 *
 * <p>Where event after event fails and none succeeds, it is not the events: a service that the
 * routes need is down. Then nothing is set aside, however long it takes.
 *
 * <p>Used by the one thread that holds the baton.
 */
final class Suspects {

    /** So many different events in a row cannot all be bad. */
    static final int IN_A_ROW_IS_AN_OUTAGE = 5;

    private final int mostAttempts;
    private final long pauseNanos;
    private final Map<Long, Suspect> suspects = new LinkedHashMap<>();
    private final Set<Long> failedInARow = new HashSet<>();

    private static final class Suspect {
        private final Sent sent;
        private final String order;
        private int attempts;
        private long nextTry;
        private String error;

        Suspect(JournalEntry entry) {
            sent = entry.sent();
            order = orderKey(entry);
        }
    }

    /**
     * @param mostAttempts how often an event may fail before it is set aside
     * @param pause        how long it then waits for its next try
     */
    Suspects(int mostAttempts, Duration pause) {
        this.mostAttempts = mostAttempts;
        this.pauseNanos = pause.toNanos();
    }

    boolean isEmpty() {
        return suspects.isEmpty();
    }

    int count() {
        return suspects.size();
    }

    /** Notes that an event's route failed. */
    void failed(JournalEntry entry, String error, long now) {
        failedInARow.add(entry.id());
        Suspect suspect = suspects.computeIfAbsent(entry.id(), id -> new Suspect(entry));
        suspect.error = error;
        suspect.nextTry = now + pauseNanos;
        if (isOutage()) {
            // Whoever failed first was no more to blame than the others.
            suspects.values().forEach(each -> each.attempts = 0);
        } else {
            suspect.attempts++;
        }
    }

    /** Notes that events were sent. */
    void succeeded(List<JournalEntry> entries) {
        if (!entries.isEmpty()) {
            failedInARow.clear();
            entries.forEach(entry -> suspects.remove(entry.id()));
        }
    }

    /** Whether so many events have failed, and none succeeded, that it is not the events. */
    boolean isOutage() {
        return failedInARow.size() >= IN_A_ROW_IS_AN_OUTAGE;
    }

    /** The waiting events that may go now: none that is suspect, none behind one of its SIM. */
    List<JournalEntry> unsuspected(List<JournalEntry> waiting, int limit) {
        Set<String> held = new HashSet<>();
        List<JournalEntry> free = new ArrayList<>();
        for (JournalEntry entry : waiting) {
            Suspect suspect = suspects.get(entry.id());
            if (suspect != null && !isDecided(suspect)) {
                held.add(suspect.order);
            } else if (suspect == null && !held.contains(orderKey(entry)) && free.size() < limit) {
                free.add(entry);
            }
        }
        return free;
    }

    /** The suspect whose turn it is to be tried by itself. */
    Optional<JournalEntry> toTry(List<JournalEntry> waiting, long now) {
        Set<String> held = new HashSet<>();
        for (JournalEntry entry : waiting) {
            Suspect suspect = suspects.get(entry.id());
            if (suspect != null && !isDecided(suspect) && held.add(suspect.order)
                    && now - suspect.nextTry >= 0) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Those that have failed often enough; they stay here until {@link #setAside}. */
    List<SetAside> decided() {
        return suspects.values().stream()
                .filter(this::isDecided)
                .map(suspect -> new SetAside(suspect.sent, suspect.error))
                .toList();
    }

    void clear() {
        suspects.clear();
        failedInARow.clear();
    }

    /** Forgets events that the journal knows as failed now. */
    void setAside(List<SetAside> done) {
        done.forEach(one -> suspects.remove(one.event().id()));
    }

    private boolean isDecided(Suspect suspect) {
        return suspect.attempts >= mostAttempts;
    }

    /** Events with the same key keep their order. */
    private static String orderKey(JournalEntry entry) {
        return entry.simSid() != null ? entry.simSid() : "#" + entry.id();
    }
}
