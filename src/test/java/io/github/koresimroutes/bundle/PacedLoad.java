package io.github.koresimroutes.bundle;

import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.crash.KoreCallback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * KORE with several accounts, at a steady rate. Each connection has a SIM of its own, and sends its
 * callbacks one after the other, signed with what KORE signs this account's with at that moment. As
 * KORE, it does not send again what was refused.
 */
final class PacedLoad implements AutoCloseable {

    private static final List<String> STATUSES = List.of("active", "inactive", "suspended");

    private final KoreClient client;
    private final AtomicReferenceArray<Step> answered;
    private final long intervalNanos;
    private final List<Sent> sent = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Void>> running;
    private volatile Step step;
    private volatile boolean finishing;

    /** One callback, in which step it was begun, and how it was answered. */
    record Sent(KoreCallback callback, KoreClient request, String step, int answer) {

        boolean isAccepted() {
            return answer == 200;
        }
    }

    /** @param secrets for each account those with which KORE signs, in turn */
    private record Step(String name, Map<String, List<String>> secrets) {
    }

    /**
     * Begins to send.
     *
     * @param client    knows where to, and for which URL KORE signs
     * @param perSecond how many callbacks on all connections together
     * @param secrets   as for {@link #step}
     */
    PacedLoad(KoreClient client, int connections, int perSecond, String step,
            Map<String, List<String>> secrets) {
        this.client = client;
        this.answered = new AtomicReferenceArray<>(connections);
        this.intervalNanos = TimeUnit.SECONDS.toNanos(connections) / perSecond;
        step(step, secrets);
        List<String> accounts = secrets.keySet().stream().sorted().toList();
        running = IntStream.range(0, connections).mapToObj(i -> threads.submit(
                () -> sendAll(i, accounts.get(i % accounts.size())))).toList();
    }

    /**
     * From the next callback on KORE signs with these.
     *
     * @param secrets for each account one secret, or several that are used in turn
     */
    void step(String name, Map<String, List<String>> secrets) {
        step = new Step(name, secrets);
    }

    /** Lets the step last so long, and until nothing is under way that was begun before it. */
    void last(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
        Step now = step;
        await("callbacks of the step " + now.name()).atMost(Duration.ofSeconds(60))
                .failFast("a connection broke", () -> running.stream().anyMatch(Future::isDone))
                .until(() -> IntStream.range(0, answered.length())
                        .allMatch(i -> answered.get(i) == now));
    }

    /** What has been answered so far; of each SIM in the order in which it was sent. */
    List<Sent> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    /** Ends when each connection is done with its callback. */
    List<Sent> finish() throws Exception {
        finishing = true;
        for (Future<Void> each : running) {
            each.get();
        }
        return sent();
    }

    private Void sendAll(int connection, String account) throws Exception {
        long next = System.nanoTime();
        for (int n = 0; !finishing; n++) {
            send(connection, account, n);
            // What could not be sent in time is not made up for: the rate is steady.
            next = Math.max(next + intervalNanos, System.nanoTime());
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
        return null;
    }

    private void send(int connection, String account, int n) throws Exception {
        // One status, so one queue, each: there, what overtakes another is seen.
        KoreCallback callback = KoreCallback.of("HS%032x".formatted(connection + 1),
                STATUSES.get(connection % STATUSES.size()));
        Step now = step;
        List<String> secrets = now.secrets().get(account);
        KoreClient request = client.withToken(callback.token())
                .withSecret(secrets.get(n % secrets.size()))
                .withBody(KoreClient.body(callback.status())
                        .replace(KoreClient.SIM, callback.sim())
                        .replace(KoreClient.ACCOUNT, account));
        Sent done = new Sent(callback, request, now.name(), request.status());
        synchronized (sent) {
            sent.add(done);
        }
        answered.set(connection, now);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
