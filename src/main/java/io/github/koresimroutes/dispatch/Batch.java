package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.JournalEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The events of one JMS transaction, and an account of where each was sent. Used by the one thread
 * that holds the baton.
 */
public final class Batch {

    private final Baton held;
    private final List<JournalEntry> entries;
    private final List<SetAside> setAside;
    private JournalEntry current;
    private JournalEntry failedEntry;
    private Exception failure;
    private final Map<Long, List<String>> destinations = new HashMap<>();

    Batch(Baton held, List<JournalEntry> entries, List<SetAside> setAside) {
        this.held = held;
        this.entries = List.copyOf(entries);
        this.setAside = List.copyOf(setAside);
    }

    /** The events to send, in the order of their arrival; empty where nothing waits. */
    public List<JournalEntry> entries() {
        return entries;
    }

    /** The events that this batch gives up. */
    List<SetAside> setAside() {
        return setAside;
    }

    /** Notes that the route of an event begins; null once all have ended. */
    public void begins(JournalEntry entry) {
        current = entry;
    }

    /** Notes that a send failed; from then on the batch can only be rolled back. */
    public void sendFailed(JournalEntry entry, Exception exception) {
        if (failure == null) {
            failedEntry = entry;
            failure = exception;
        }
    }

    /** The event that the batch's rollback may be due to; null where there is none. */
    JournalEntry suspect() {
        return failedEntry != null ? failedEntry : current;
    }

    /** Notes that a message was made for an event. */
    public void sent(JournalEntry entry, String destination) {
        destinations.computeIfAbsent(entry.id(), id -> new ArrayList<>(1)).add(destination);
    }

    public boolean isSentNowhere(JournalEntry entry) {
        return !destinations.containsKey(entry.id());
    }

    /**
     * The baton that names this batch; the same baton again where the batch is empty.
     *
     * @throws IllegalStateException where a send failed, whatever the routes made of that, or an
     *                               event was sent nowhere, so that the transaction is rolled back
     *                               rather than an event lost
     */
    Baton next() {
        if (failure != null) {
            throw new IllegalStateException("a send failed, so the batch is rolled back", failure);
        }
        if (entries.isEmpty() && setAside.isEmpty()) {
            return held;
        }
        for (JournalEntry entry : entries) {
            if (isSentNowhere(entry)) {
                throw new IllegalStateException(
                        "event " + entry.id() + " was sent nowhere; the batch is rolled back");
            }
        }
        return held.next(entries.stream().map(JournalEntry::sent).toList(), setAside);
    }

    void forEachSend(BiConsumer<JournalEntry, String> action) {
        for (JournalEntry entry : entries) {
            destinations.get(entry.id()).forEach(to -> action.accept(entry, to));
        }
    }
}
