package io.github.koresimroutes.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends callbacks over connections that stay open, from one thread, so that the machine's cores are
 * left to what is measured.
 *
 * <p>In a closed loop each connection sends its next callback when the last one is answered. In an
 * open loop callbacks are due at a fixed rate, whether or not the earlier ones are answered, and
 * each latency counts from when its callback was due: who stalls does not hide that others wait.
 */
final class Load implements AutoCloseable {

    private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Selector selector;
    private final List<HttpConnection> all = new ArrayList<>();
    private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();
    private final Callbacks callbacks;
    private Histogram latencies = histogram();
    private long sent;
    private long accepted;
    private long refused;

    /** What came of a run. Latencies are in nanoseconds. */
    record Outcome(long accepted, long refused, double seconds, Histogram latencies) {

        double rate() {
            return accepted / seconds;
        }

        double millis(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }

    /** How many more may be sent now. */
    interface Window {
        long left(long sent);
    }

    Load(int port, int connections, Callbacks callbacks) throws IOException {
        this(List.of(port), connections, callbacks);
    }

    /** @param ports of several instances, which have equal shares of the connections */
    Load(List<Integer> ports, int connections, Callbacks callbacks) throws IOException {
        this.selector = Selector.open();
        this.callbacks = callbacks;
        for (int i = 0; i < connections; i++) {
            HttpConnection connection = new HttpConnection(selector,
                    new InetSocketAddress("127.0.0.1", ports.get(i % ports.size())));
            all.add(connection);
            idle.add(connection);
        }
    }

    private static Histogram histogram() {
        return new Histogram(TimeUnit.MINUTES.toNanos(2), 3);
    }

    /** As fast as answers come. */
    Outcome closed(double seconds) throws IOException {
        return closed(seconds, sent -> Long.MAX_VALUE);
    }

    /** As fast as answers come, and no faster than the window lets it. */
    Outcome closed(double seconds, Window window) throws IOException {
        long began = begin();
        long end = began + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            long left = window.left(sent);
            while (!idle.isEmpty() && left-- > 0) {
                send(System.nanoTime());
            }
            selector.select(this::answered, 1);
        }
        return finish(began, end);
    }

    /** So many, as fast as answers come, and until all are answered. */
    Outcome all(long count) throws IOException {
        long began = begin();
        long patience = began + PATIENCE_NANOS;
        for (long answered = 0; answered < count;) {
            while (!idle.isEmpty() && sent < count) {
                send(System.nanoTime());
            }
            selector.select(this::answered, 1);
            if (accepted + refused > answered) {
                answered = accepted + refused;
                patience = System.nanoTime() + PATIENCE_NANOS;
            } else if (System.nanoTime() > patience) {
                throw new IOException((sent - answered) + " callbacks get no answer");
            }
        }
        return finish(began, System.nanoTime());
    }

    /** So many a second, come what may. */
    Outcome open(double seconds, double rate) throws IOException {
        long began = begin();
        long end = began + (long) (seconds * 1e9);
        long number = 0;
        while (System.nanoTime() < end) {
            long due = began + (long) (number * 1e9 / rate);
            while (due <= System.nanoTime() && !idle.isEmpty()) {
                send(due);
                due = began + (long) (++number * 1e9 / rate);
            }
            if (selector.selectNow(this::answered) == 0) {
                // A selector's own wait is too coarse: milliseconds.
                LockSupport.parkNanos(STEP_NANOS);
            }
        }
        return finish(began, end);
    }

    private long begin() {
        latencies = histogram();
        sent = 0;
        accepted = 0;
        refused = 0;
        return System.nanoTime();
    }

    private void send(long due) throws IOException {
        sent++;
        idle.poll().send(callbacks.next(due), due);
    }

    private Outcome finish(long began, long end) throws IOException {
        Outcome outcome = new Outcome(accepted, refused, (end - began) / 1e9, latencies.copy());
        long patience = System.nanoTime() + PATIENCE_NANOS;
        // Their answers count for nobody, but the next run shall find the connections idle.
        while (idle.size() < all.size()) {
            selector.select(this::answered, 10);
            if (System.nanoTime() > patience) {
                throw new IOException((all.size() - idle.size()) + " callbacks get no answer");
            }
        }
        return outcome;
    }

    private void answered(SelectionKey key) {
        HttpConnection connection = (HttpConnection) key.attachment();
        try {
            int status = connection.read();
            if (status == HttpConnection.NOT_YET) {
                return;
            }
            if (status == 200) {
                accepted++;
            } else {
                refused++;
            }
            latencies.recordValue(System.nanoTime() - connection.due());
            idle.add(connection);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** How many callbacks were accepted since the run began, those after its end included. */
    long accepted() {
        return accepted;
    }

    @Override
    public void close() throws IOException {
        for (Iterator<HttpConnection> each = all.iterator(); each.hasNext();) {
            each.next().close();
        }
        selector.close();
    }
}
