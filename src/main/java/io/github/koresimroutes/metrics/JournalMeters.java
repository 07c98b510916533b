package io.github.koresimroutes.metrics;

import io.github.koresimroutes.journal.CommitCounts;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.EventLevels;
import io.github.koresimroutes.journal.EventState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the journal. Its database is asked now and then, not whenever somebody looks. */
final class JournalMeters implements MeterSource {

    private static final Logger LOG = LoggerFactory.getLogger(JournalMeters.class);

    private final EventJournal journal;
    private volatile EventLevels levels;

    JournalMeters(EventJournal journal) {
        this.journal = journal;
    }

    /** Asks the database; where it does not answer the levels are not known. */
    @Override
    public void refresh() {
        try {
            levels = journal.levels();
        } catch (Exception e) {
            // The health check and the writer tell of the trouble itself.
            LOG.debug("The levels of the journal cannot be read", e);
            levels = null;
        }
    }

    @Override
    public void register(Meters meters) {
        for (EventState state : EventLevels.COUNTED) {
            meters.gauge("kore.events", "Events in the journal by state; received ones wait",
                    () -> count(state), "state", state.toString());
        }
        meters.gauge("kore.events.oldest.waiting.seconds",
                "How long ago the oldest event that waits was received; 0 if none waits",
                this::oldestWaiting);
        meters.gauge("kore.events.failing",
                "Events that wait and were tried: their route failed", this::failing);
        CommitCounts counts = journal.commitCounts();
        meters.timer("kore.journal.commit", "Commits of callbacks to the journal",
                counts::commits, counts::nanos);
        meters.counter("kore.journal.commit.events",
                "Callbacks in those commits; divided by the commits, the size of a batch",
                counts::events);
        meters.gauge("kore.journal.accept.queue", "Callbacks that wait for the journal's writer",
                journal::queued);
    }

    private double count(EventState state) {
        EventLevels known = levels;
        return known == null ? Double.NaN : known.events().getOrDefault(state, 0L);
    }

    private double failing() {
        EventLevels known = levels;
        return known == null ? Double.NaN : known.failing();
    }

    private double oldestWaiting() {
        EventLevels known = levels;
        return known == null ? Double.NaN : known.oldestWaiting().toMillis() / 1000.0;
    }
}
