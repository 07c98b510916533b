package io.github.koresimroutes.bundle;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * KORE with several SIMs, one thread each: a callback is sent again, with its token, until it is
 * acknowledged; only then comes the SIM's next one. What was acknowledged is never sent again.
 */
final class CallbackLoad implements AutoCloseable {

    /** One SIM, whose events all have one status and so belong on one queue. */
    record Sim(String sid, String status, List<String> tokens) {

        String queue() {
            return "kore.sim." + status;
        }
    }

    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(90);

    private final BundleProcess bundle;
    private final List<Sim> sims = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicInteger untilKill = new AtomicInteger();
    private volatile boolean finishing;

    /** Begins to send, one SIM for each status. */
    CallbackLoad(BundleProcess bundle, String... statuses) {
        this.bundle = bundle;
        for (String status : statuses) {
            Sim sim = new Sim("HS%032x".formatted(sims.size() + 1), status, new ArrayList<>());
            sims.add(sim);
            running.add(threads.submit(() -> sendAll(sim)));
        }
    }

    /** Has the bundle killed by whoever gets the n-th acknowledgement from now on. */
    void killAfter(int acknowledgements) {
        untilKill.set(acknowledgements);
    }

    /** Waits until the bundle is killed; fails where a SIM's thread did. */
    void awaitKill() throws Exception {
        while (!bundle.hasEnded()) {
            for (Future<?> each : running) {
                if (each.isDone()) {
                    each.get();
                }
            }
        }
    }

    /** Ends when the last callback of each SIM is acknowledged; gives what was, by queue. */
    Map<String, Sim> finish() throws ExecutionException, InterruptedException {
        finishing = true;
        for (Future<?> each : running) {
            each.get();
        }
        Map<String, Sim> byQueue = new LinkedHashMap<>();
        sims.forEach(sim -> byQueue.put(sim.queue(), sim));
        return byQueue;
    }

    private Void sendAll(Sim sim) throws Exception {
        String body = KoreClient.body(sim.status()).replace(KoreClient.SIM, sim.sid());
        while (!finishing) {
            String token = KoreClient.newToken();
            KoreClient callback = bundle.client().withBody(body).withToken(token);
            if (!isAcknowledged(callback)) {
                await().atMost(LONGEST_OUTAGE).pollInterval(Duration.ofMillis(20))
                        .until(() -> isAcknowledged(callback));
            }
            sim.tokens().add(token);
        }
        return null;
    }

    private boolean isAcknowledged(KoreClient callback) throws InterruptedException {
        int status;
        try {
            status = callback.status();
        } catch (IOException e) {
            return false;
        }
        if (status == 503 || status == 404) {
            return false;
        }
        if (status != 200) {
            throw new AssertionError("answered " + status);
        }
        if (untilKill.getAndDecrement() == 1) {
            bundle.kill();
        }
        return true;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
