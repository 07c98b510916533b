package io.github.koresimroutes.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often this process sends a lane its first baton while none is taken. A broker that takes
 * messages and gives none out, for want of a right for example, would be filled with them.
 */
final class SeedLimit {

    /** So many at the pace of the route. One may be lost with a broker that was emptied. */
    static final int AT_FIRST = 3;
    static final Duration LATER = Duration.ofMinutes(10);

    private record Sent(long epoch, int count, long last) {
    }

    private final LongSupplier nanoTime;
    private final Map<Integer, Sent> lanes = new HashMap<>();

    /** @param nanoTime a clock that nobody sets */
    SeedLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether one more may be sent. */
    synchronized boolean isDue(Baton seed) {
        Sent sent = lanes.get(seed.lane());
        return sent == null || sent.epoch() != seed.epoch() || sent.count() < AT_FIRST
                || nanoTime.getAsLong() - sent.last() >= LATER.toNanos();
    }

    /** Notes that the broker took one. */
    synchronized void sent(Baton seed) {
        Sent before = lanes.get(seed.lane());
        int count = before == null || before.epoch() != seed.epoch() ? 0 : before.count();
        lanes.put(seed.lane(), new Sent(seed.epoch(), count + 1, nanoTime.getAsLong()));
    }
}
