package io.github.koresimroutes.dispatch;

import java.util.concurrent.atomic.LongAdder;

/** What this process has dispatched since its start. Safe for use by many threads. */
public final class DispatchCounts {

    private final LongAdder events = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder rollbacks = new LongAdder();
    private final LongAdder setAside = new LongAdder();

    void committed(Batch batch) {
        events.add(batch.entries().size());
        setAside.add(batch.setAside().size());
        batches.increment();
    }

    void rolledBack() {
        rollbacks.increment();
    }

    /** Events that are on their queues for certain. */
    public long events() {
        return events.sum();
    }

    /** JMS transactions that these took. */
    public long batches() {
        return batches.sum();
    }

    /** JMS transactions that were rolled back. */
    public long rollbacks() {
        return rollbacks.sum();
    }

    /** Events that were set aside. */
    public long setAside() {
        return setAside.sum();
    }
}
