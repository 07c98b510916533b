package io.github.koresimroutes.bundle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * KORE with a few SIMs behind a load balancer: each callback goes to the next instance, and again,
 * with its token, to the one after it until it is acknowledged.
 */
final class SteadyLoad implements AutoCloseable {

    private final List<BundleProcess> instances;
    private final Map<String, List<String>> acknowledged = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean finishing;

    SteadyLoad(List<BundleProcess> instances, int sims) {
        this.instances = instances;
        for (int i = 1; i <= sims; i++) {
            String sim = "HS%032x".formatted(i);
            List<String> tokens = new ArrayList<>();
            acknowledged.put(sim, tokens);
            running.add(threads.submit(() -> sendAll(sim, tokens)));
        }
    }

    /** Ends it; gives the acknowledged tokens of each SIM in their order. */
    Map<String, List<String>> finish() throws Exception {
        finishing = true;
        for (Future<?> each : running) {
            each.get();
        }
        return acknowledged;
    }

    private Void sendAll(String sim, List<String> tokens) throws Exception {
        String body = KoreClient.body("active").replace(KoreClient.SIM, sim);
        int turn = 0;
        while (!finishing) {
            String token = KoreClient.newToken();
            boolean done = false;
            for (int i = 0; i < 2_000 && !done; i++) {
                BundleProcess instance = instances.get(turn++ % instances.size());
                done = isAcknowledged(instance.client().withBody(body).withToken(token));
            }
            if (done) {
                tokens.add(token);
            } else if (!finishing) {
                throw new AssertionError("never acknowledged");
            }
        }
        return null;
    }

    private boolean isAcknowledged(KoreClient callback) throws InterruptedException {
        int status;
        try {
            status = callback.status();
        } catch (IOException e) {
            status = 503;
        }
        if (status == 503) {
            Thread.sleep(finishing ? 0 : 20);
            return false;
        }
        if (status != 200) {
            throw new AssertionError("answered " + status);
        }
        return true;
    }

    @Override
    public void close() {
        finishing = true;
        threads.shutdownNow();
    }
}
