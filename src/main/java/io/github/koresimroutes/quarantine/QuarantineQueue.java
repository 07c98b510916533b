package io.github.koresimroutes.quarantine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Refused callbacks that wait for the writer: a bounded line for each kind. */
final class QuarantineQueue {

    /**
     * One that waits.
     *
     * @param callback what was refused
     * @param settled  counted down when it is kept, or is known not to be
     */
    record Waiting(RefusedCallback callback, CountDownLatch settled) {
    }

    private final Map<QuarantineKind, Deque<Waiting>> lines = new EnumMap<>(QuarantineKind.class);
    private boolean closed;

    QuarantineQueue() {
        for (QuarantineKind kind : QuarantineKind.values()) {
            lines.put(kind, new ArrayDeque<>());
        }
    }

    /** Puts one into its line; null where that is full. Never waits. */
    synchronized Waiting offer(RefusedCallback callback) {
        Deque<Waiting> line = lines.get(callback.kind());
        if (closed || line.size() >= callback.kind().queue()) {
            return null;
        }
        Waiting waiting = new Waiting(callback, new CountDownLatch(1));
        line.add(waiting);
        notifyAll();
        return waiting;
    }

    /** A share of each line as soon as there is something; empty after this time. */
    synchronized List<Waiting> take(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!closed && lines.values().stream().allMatch(Deque::isEmpty)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        List<Waiting> batch = new ArrayList<>();
        lines.forEach((kind, line) -> {
            for (int i = 0; i < kind.share() && !line.isEmpty(); i++) {
                batch.add(line.remove());
            }
        });
        return batch;
    }

    /** Lets time pass, unless it is closed. */
    synchronized void pause(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        while (!closed && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
    }

    /** Takes no more. What waits can still be taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
