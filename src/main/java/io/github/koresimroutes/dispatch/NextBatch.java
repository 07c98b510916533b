package io.github.koresimroutes.dispatch;

import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.Suspect;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what a lane's holder sends next, and waits a while where there is nothing. */
final class NextBatch {

    record Waiting(List<Suspect> suspects, List<JournalEntry> free) {
    }

    private final EventJournal journal;
    private final DispatchSettings settings;
    private final Signal wake = new Signal();
    private volatile boolean stopping;

    NextBatch(EventJournal journal, DispatchSettings settings) {
        this.journal = journal;
        this.settings = settings;
        journal.onStored(wake::raise);
    }

    /** The next batch; an idle one where nothing came in time. */
    Batch find(Lane memory, Baton held, long doubtUntil)
            throws SQLException, InterruptedException {
        if (memory.isProofDue()) {
            return new Batch(held, List.of(), List.of(), false, doubtUntil);
        }
        long end = System.nanoTime() + settings.idleWait().toNanos();
        while (true) {
            long seen = wake.count();
            Batch batch = choose(memory, held, read(held, memory.limit()), doubtUntil);
            long left = end - System.nanoTime();
            if (!batch.isIdle() || stopping || left <= 0) {
                return batch;
            }
            wake.await(seen, Signal.least(left, settings.pollInterval()));
        }
    }

    /** Waits, unless this process is stopping. */
    void pause(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (!stopping && end - System.nanoTime() > 0) {
            wake.await(wake.count(), end - System.nanoTime());
        }
    }

    /** Ends every wait. */
    void stop() {
        stopping = true;
        wake.raise();
    }

    /** The next batch though the journal may not know yet what became of the last; or an idle one. */
    Batch besides(Lane memory, Baton held, long doubtUntil) throws SQLException {
        return choose(memory, held, readBesides(held, memory.limit()), doubtUntil);
    }

    /** What waits besides that which a baton names: for that, the journal may not have said so. */
    Waiting readBesides(Baton held, int limit) throws SQLException {
        Set<Long> named = held.named();
        Waiting waiting = read(held, limit + named.size());
        return new Waiting(
                waiting.suspects().stream()
                        .filter(suspect -> !named.contains(suspect.entry().id())).toList(),
                waiting.free().stream().filter(entry -> !named.contains(entry.id()))
                        .limit(limit).toList());
    }

    private Waiting read(Baton held, int limit) throws SQLException {
        return journal.database().inTransaction(connection -> new Waiting(
                journal.suspects(connection, held.lane(), held.lanes(), settings.retryPause()),
                journal.waiting(connection, held.lane(), held.lanes(), limit)));
    }

    /** A suspect whose time has come is tried by itself; those above suspicion go at once. */
    private Batch choose(Lane memory, Baton held, Waiting waiting, long doubtUntil) {
        List<Suspect> decided = waiting.suspects().stream().filter(this::isDecided).toList();
        List<Suspect> others =
                waiting.suspects().stream().filter(suspect -> !isDecided(suspect)).toList();
        Optional<JournalEntry> one = memory.toTry(others, !waiting.free().isEmpty());
        return new Batch(held, one.map(List::of).orElse(waiting.free()), decided,
                settings.copyFailed() && memory.mayCopy(), doubtUntil);
    }

    private boolean isDecided(Suspect suspect) {
        return suspect.attempts() >= settings.attempts();
    }
}
