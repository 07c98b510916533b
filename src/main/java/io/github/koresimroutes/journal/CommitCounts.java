package io.github.koresimroutes.journal;

import java.util.concurrent.atomic.LongAdder;

/** How many batches the writer stored since the start, of how many events, and in what time. */
public final class CommitCounts {

    private final LongAdder commits = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    CommitCounts() {
    }

    void add(int batch, long took) {
        commits.increment();
        events.add(batch);
        nanos.add(took);
    }

    public long commits() {
        return commits.sum();
    }

    public long events() {
        return events.sum();
    }

    public long nanos() {
        return nanos.sum();
    }
}
