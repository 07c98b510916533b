package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.Sent;
import io.github.koresimroutes.journal.Suspect;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The events of one JMS transaction, and an account of where each was sent. Used by the one thread
 * that holds the baton; a route that leaves that thread is told so.
 */
public final class Batch {

    private record Send(String destination, Message message) {
    }

    private final Baton held;
    private final List<JournalEntry> entries;
    private final List<Suspect> setAside;
    private final boolean copySetAside;
    private final long doubtUntil;
    private final boolean closing;
    private final Marking marking;
    private final Thread thread = Thread.currentThread();
    private final Map<Long, List<Send>> sends = new HashMap<>();
    /** By identity: two messages may be equal. */
    private final Set<Message> pending = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Long> discarded = new HashSet<>();
    private JournalEntry current;
    private JournalEntry failedEntry;
    private Exception failure;
    private String routes;

    Batch(Baton held, List<JournalEntry> entries, List<Suspect> setAside, boolean copySetAside,
            long doubtUntil) {
        this(held, entries, setAside, copySetAside, doubtUntil, false, null);
    }

    /** The same, where the journal may not have said yet what it makes of the held baton. */
    Batch(Batch batch, Marking marking) {
        this(batch.held, batch.entries, batch.setAside, batch.copySetAside, batch.doubtUntil,
                false, marking);
    }

    private Batch(Baton held, List<JournalEntry> entries, List<Suspect> setAside,
            boolean copySetAside, long doubtUntil, boolean closing, Marking marking) {
        this.closing = closing;
        this.marking = marking;
        this.held = held;
        this.entries = List.copyOf(entries);
        this.setAside = List.copyOf(setAside);
        this.copySetAside = copySetAside;
        this.doubtUntil = doubtUntil;
    }

    /** Sends the lane's last baton on, and nothing else. */
    static Batch closing(Baton held) {
        return new Batch(held, List.of(), List.of(), false, 0, true, null);
    }

    /** One event that no baton names, to try routes with. */
    public static Batch trial(JournalEntry entry) {
        return new Batch(Baton.seed("trial", 0, 1, 0), List.of(entry), List.of(), false, 0);
    }

    /**
     * Checks a trial as a baton's batch is checked.
     *
     * @return whether its event was sent; false where it was dropped on purpose
     * @throws IllegalStateException where the batch would be rolled back
     */
    public boolean endTrial() {
        return !next().events().isEmpty();
    }

    Baton held() {
        return held;
    }

    /** What the journal says of the held baton; null where it has said so. */
    Marking marking() {
        return marking;
    }

    long doubtUntil() {
        return doubtUntil;
    }

    /** The events to send, in the order of their arrival; empty where nothing waits. */
    public List<JournalEntry> entries() {
        return entries;
    }

    /** The events that this batch gives up. */
    public List<Suspect> setAside() {
        return setAside;
    }

    /** Of those that it gives up, the ones to put on the queue for failed events. */
    public List<Suspect> copies() {
        return copySetAside ? setAside : List.of();
    }

    /** Whether nothing is sent but the baton. */
    boolean isIdle() {
        return entries.isEmpty() && setAside.isEmpty();
    }

    /** Whether an event may have been sent before, with a baton that was lost. */
    public boolean isInDoubt(JournalEntry entry) {
        return entry.id() <= doubtUntil;
    }

    /**
     * Notes which routes get these events, for the journal.
     *
     * @param routeSet the hash of their set; null where it is not known
     */
    public void routedBy(String routeSet) {
        routes = routeSet;
    }

    /** Notes that the route of an event begins; null once all have ended. */
    public void begins(JournalEntry entry) {
        current = entry;
    }

    /**
     * Notes that a send failed, of the event whose route runs; from then on the batch can only be
     * rolled back.
     */
    public void sendFailed(Exception exception) {
        if (failure == null) {
            failedEntry = current;
            failure = exception;
        }
    }

    /** The event that the batch's rollback may be due to; null where there is none. */
    JournalEntry suspect() {
        return failedEntry != null ? failedEntry : current;
    }

    /**
     * Notes that a message was made for an event. It is not sent before {@link #sent} says so.
     *
     * @param message the message; the JMS client notes in it how it was sent
     */
    public void created(JournalEntry entry, String destination, Message message) {
        sends.computeIfAbsent(entry.id(), id -> new ArrayList<>(1))
                .add(new Send(destination, message));
        pending.add(message);
    }

    /** Notes that the JMS client took a message, and has heard of no objection. */
    public void sent(Message message) {
        pending.remove(message);
    }

    /**
     * Notes that a route drops an event on purpose.
     *
     * @throws IllegalStateException in a thread of the route's own
     */
    public void discard(JournalEntry entry) {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("kore-discard must be in the thread of the dispatch:"
                    + " not behind a wireTap, seda, threads or parallel processing");
        }
        discarded.add(entry.id());
    }

    /** Whether no step tried to send an event, and none dropped it on purpose. */
    public boolean isSentNowhere(JournalEntry entry) {
        return !sends.containsKey(entry.id()) && !discarded.contains(entry.id());
    }

    /**
     * The baton that names this batch; the same baton again where the batch is idle, and the last
     * one of its lane where that ends.
     *
     * @throws IllegalStateException where a send failed, whatever the routes made of that, or an
     *                               event was sent nowhere or in a way that may lose it, so that
     *                               the transaction is rolled back rather than an event lost
     */
    Baton next() {
        if (failure != null) {
            throw new IllegalStateException("a send failed, so the batch is rolled back", failure);
        }
        if (closing) {
            return held.last();
        }
        if (isIdle()) {
            return held;
        }
        List<Sent> sent = new ArrayList<>();
        List<Sent> dropped = new ArrayList<>();
        for (JournalEntry entry : entries) {
            begins(entry);
            if (isSentNowhere(entry)) {
                throw new IllegalStateException(
                        "event " + entry.id() + " was sent nowhere; the batch is rolled back");
            }
            for (Send send : sends.getOrDefault(entry.id(), List.of())) {
                checkIsSent(entry, send);
                checkIsKept(send);
            }
            (sends.containsKey(entry.id()) ? sent : dropped).add(entry.sent());
        }
        begins(null);
        return held.next(sent, setAside.stream().map(one -> one.entry().sent()).toList(), dropped,
                routes);
    }

    /** Whoever hid the failure of a send, its message is nowhere. */
    private void checkIsSent(JournalEntry entry, Send send) {
        if (pending.contains(send.message())) {
            throw new IllegalStateException("the message of event " + entry.id() + " for "
                    + send.destination() + " was made and not sent; the batch is rolled back");
        }
    }

    /** A message that the broker may forget, or nobody can read, is as good as lost. */
    private static void checkIsKept(Send send) {
        if (send.message() instanceof ObjectMessage) {
            throw new IllegalStateException("the message for " + send.destination() + " would be a"
                    + " Java object: a step before it replaced the body. Keep the body in an"
                    + " exchange property, and put it back before the send");
        }
        try {
            if (send.message().getJMSDeliveryMode() != DeliveryMode.PERSISTENT) {
                throw new IllegalStateException("the message for " + send.destination() + " is not"
                        + " persistent: remove deliveryPersistent or deliveryMode from its step");
            }
            if (send.message().getJMSExpiration() != 0) {
                throw new IllegalStateException("the message for " + send.destination()
                        + " would expire: remove timeToLive or JMSExpiration from its step");
            }
        } catch (JMSException e) {
            throw new IllegalStateException("the message for " + send.destination()
                    + " does not say how it was sent", e);
        }
    }

    void forEachSend(BiConsumer<JournalEntry, String> action) {
        for (JournalEntry entry : entries) {
            for (Send send : sends.getOrDefault(entry.id(), List.of())) {
                action.accept(entry, send.destination());
            }
        }
    }
}
