package io.github.koresimroutes.callback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Notices a body that comes under many tokens in a short time. KORE does not sign the token, so
 * whoever captured one callback can send it again under any: each is an event. A SIM that changes to
 * and fro makes the same bodies, too, so this only counts and tells. Safe for use by many threads;
 * what it remembers is bounded, and this process's own.
 */
public final class RepeatWatch {

    /** So many bodies are remembered; the one that came first is forgotten first. */
    static final int MOST_BODIES = 10_000;

    private record Seen(long token, long at) {
    }

    private final int threshold;
    private final long windowNanos;
    private final LongSupplier nanoTime;
    private final String salt = UUID.randomUUID().toString();
    private final LongAdder repeated = new LongAdder();
    private final Map<ByteBuffer, Deque<Seen>> bodies =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Deque<Seen>> eldest) {
                    return size() > MOST_BODIES;
                }
            };

    /**
     * @param threshold from how many tokens on it is told
     * @param window    within which time
     */
    public RepeatWatch(int threshold, Duration window) {
        this(threshold, window, System::nanoTime);
    }

    RepeatWatch(int threshold, Duration window, LongSupplier nanoTime) {
        this.threshold = threshold;
        this.windowNanos = window.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Notes an event.
     *
     * @return whether its body has now come under as many tokens as shall be told; once for each
     *         time that it reaches them
     */
    public boolean note(SimEvent event) {
        int count = count(ByteBuffer.wrap(event.bodyHash()), hash(event.token()));
        if (count >= threshold) {
            repeated.increment();
        }
        return count == threshold;
    }

    /** Nobody can make tokens that share it, as he could with that of a string. */
    private long hash(String token) {
        return ByteBuffer.wrap(CallbackSignature.sha256(
                (salt + token).getBytes(StandardCharsets.UTF_8))).getLong();
    }

    /** How many events came with a body that had come under so many tokens. */
    public long repeated() {
        return repeated.sum();
    }

    /** How many tokens the body has come under; 0 where this one is known. */
    private synchronized int count(ByteBuffer body, long token) {
        long now = nanoTime.getAsLong();
        Deque<Seen> seen = bodies.computeIfAbsent(body, any -> new ArrayDeque<>(2));
        for (Iterator<Seen> each = seen.iterator(); each.hasNext();) {
            Seen one = each.next();
            if (now - one.at() > windowNanos) {
                each.remove();
            } else if (one.token() == token) {
                return 0;
            }
        }
        seen.addLast(new Seen(token, now));
        // More need not be known, and an attacker chooses how many there are.
        if (seen.size() > threshold + 1) {
            seen.removeFirst();
        }
        return seen.size();
    }
}
