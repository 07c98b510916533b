package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.Suspect;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What this process remembers of a lane between two batons: how its last batch fared, and what
 * follows for the next one. Nothing of it is needed for correctness; the journal holds the rest.
 *
 * <p>Used by the one thread at a time that holds the lane's baton.
 */
final class Lane {

    /** So many different events in a row cannot all be bad: a service that routes need is down. */
    static final int IN_A_ROW_IS_AN_OUTAGE = 5;

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(2);
    /** A copy of a failed event is not worth more of them. */
    private static final int MOST_COPY_FAILURES = 3;

    private record Passed(String nonce, Batch batch) {
    }

    private final Bisection bisection;
    private final Set<Long> failedInARow = new HashSet<>();
    private Passed passed;
    private Passed expected;
    private ReadAhead.Next ahead;
    private int rollbacks;
    private int copyFailures;
    private boolean triedLast;
    private boolean passes;
    private boolean proofIsDue;
    private boolean parked;

    Lane(int batchSize) {
        this.bisection = new Bisection(batchSize);
    }

    /** How many events the next batch takes at the most. */
    synchronized int limit() {
        return bisection.limit();
    }

    /**
     * How long to wait after rollbacks that no single event explains: longer each time, but never
     * so long that the JMS transaction, which has begun, would be open for more than a few seconds.
     */
    synchronized Duration backOff() {
        if (rollbacks == 0) {
            return Duration.ZERO;
        }
        Duration longer = FIRST_BACK_OFF.multipliedBy(1L << Math.min(rollbacks, 10));
        return longer.compareTo(LONGEST_BACK_OFF) < 0 ? longer : LONGEST_BACK_OFF;
    }

    /** Notes the baton that is sent on with a batch. */
    synchronized void passes(Baton next, Batch batch) {
        passed = new Passed(next.nonce(), batch);
    }

    /** Notes that nobody but this process should receive that baton next, as far as is known. */
    synchronized void expects(Baton next, Batch batch) {
        expected = new Passed(next.nonce(), batch);
    }

    /** The batch with which a baton was sent on that was expected; null for any other, and then. */
    synchronized Batch expected(Baton baton) {
        Passed last = expected;
        expected = null;
        return last != null && last.nonce().equals(baton.nonce()) ? last.batch() : null;
    }

    /** Notes what is being read for the batch after that. */
    synchronized void readsAhead(ReadAhead.Next next) {
        ahead = next;
    }

    /** What was read to follow a baton; null for nothing, and then. */
    synchronized ReadAhead.Next ahead(Baton baton) {
        ReadAhead.Next next = ahead;
        ahead = null;
        return next != null && next.nonce().equals(baton.nonce()) ? next : null;
    }

    /**
     * Notes that the next baton came.
     *
     * @return the batch of this process that it proves to be sent; null for another process' one
     */
    synchronized Batch moved(Baton baton) {
        Batch mine = passed != null && passed.nonce().equals(baton.nonce()) ? passed.batch() : null;
        passed = null;
        succeeded();
        copyFailures = 0;
        if (!baton.events().isEmpty()) {
            failedInARow.clear();
            bisection.committed();
        }
        return mine;
    }

    /**
     * Notes that the same baton came again.
     *
     * @param redelivered whether the broker has delivered this very message before
     * @return the batch of this process whose commit failed, and nobody has told; null for none
     */
    synchronized Batch again(Baton baton, boolean redelivered) {
        Passed last = passed;
        passed = null;
        boolean mine = last != null && last.batch().held().nonce().equals(baton.nonce());
        if (mine && !last.batch().isIdle()) {
            return last.batch();
        }
        if (!redelivered) {
            succeeded();
        } else if (mine) {
            rollbacks++;
        }
        return null;
    }

    private void succeeded() {
        rollbacks = 0;
        passes = true;
    }

    /** Notes that the journal or the broker did not do what the batch needs. */
    synchronized void hindered() {
        rollbacks++;
    }

    /**
     * Notes that an event's route failed.
     *
     * @return whether that may be the event's fault
     */
    synchronized boolean failed(JournalEntry entry) {
        passed = null;
        failedInARow.add(entry.id());
        if (isOutage()) {
            rollbacks++;
        }
        return !isOutage();
    }

    /** Notes that the broker had no room for a batch. A smaller one may fit in. */
    synchronized void full(Batch batch) {
        passed = null;
        rollbacks++;
        bisection.refused(batch.entries().size());
    }

    /**
     * Notes that a batch was rolled back for a reason that may be the broker's.
     *
     * @return the event that the broker may be refusing; null where it is not known
     */
    synchronized JournalEntry refused(Batch batch) {
        passed = null;
        rollbacks++;
        if (!batch.copies().isEmpty()) {
            copyFailures++;
            return null;
        }
        if (!bisection.refused(batch.entries().size())) {
            return null;
        }
        proofIsDue = true;
        return batch.entries().get(0);
    }

    /**
     * Whether the baton is to be put back at once, with nothing: after an event that the broker may
     * be refusing, this tells whether it takes anything.
     */
    synchronized boolean isProofDue() {
        boolean due = proofIsDue;
        proofIsDue = false;
        return due;
    }

    /** Notes that the lane is halted, and that its baton is put aside. */
    synchronized void parks() {
        parked = true;
    }

    /** Whether the lane was halted when its baton came last; asked once. */
    synchronized boolean runsAgain() {
        boolean was = parked;
        parked = false;
        return was;
    }

    /** Whether anything was committed since it was asked last: then the broker is not down. */
    synchronized boolean hasPassed() {
        boolean since = passes;
        passes = false;
        return since;
    }

    /** Whether so many events have failed, and none succeeded, that it is not the events. */
    synchronized boolean isOutage() {
        return failedInARow.size() >= IN_A_ROW_IS_AN_OUTAGE;
    }

    synchronized boolean mayCopy() {
        return copyFailures < MOST_COPY_FAILURES;
    }

    /**
     * Whose turn it is: the suspect to try by itself, or nobody where those above suspicion go.
     * In turn, so that neither keeps the other waiting.
     *
     * @param suspects undecided ones, oldest first
     */
    synchronized Optional<JournalEntry> toTry(List<Suspect> suspects, boolean othersWait) {
        Optional<JournalEntry> due = triedLast && othersWait ? Optional.empty() : firstDue(suspects);
        triedLast = due.isPresent();
        return due;
    }

    /** Of a SIM's suspects only the oldest may go. */
    private static Optional<JournalEntry> firstDue(List<Suspect> suspects) {
        Set<String> sims = new HashSet<>();
        for (Suspect suspect : suspects) {
            String sim = suspect.entry().simSid();
            if ((sim == null || sims.add(sim)) && suspect.due()) {
                return Optional.of(suspect.entry());
            }
        }
        return Optional.empty();
    }
}
