package io.github.koresimroutes.quarantine;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What this instance could not keep since its start, by kind. */
public final class QuarantineCounts {

    private final Map<QuarantineKind, LongAdder> dropped = newCounts();
    private final Map<QuarantineKind, LongAdder> evicted = newCounts();

    QuarantineCounts() {
    }

    private static Map<QuarantineKind, LongAdder> newCounts() {
        Map<QuarantineKind, LongAdder> counts = new EnumMap<>(QuarantineKind.class);
        for (QuarantineKind kind : QuarantineKind.values()) {
            counts.put(kind, new LongAdder());
        }
        return counts;
    }

    void dropped(QuarantineKind kind) {
        dropped.get(kind).increment();
    }

    void evicted(QuarantineKind kind, int count) {
        evicted.get(kind).add(count);
    }

    /** Those that were never kept: too many at once, too large, or the database was in trouble. */
    public long droppedOf(QuarantineKind kind) {
        return dropped.get(kind).sum();
    }

    /** Those that were kept, and removed for newer ones of their kind. */
    public long evictedOf(QuarantineKind kind) {
        return evicted.get(kind).sum();
    }
}
