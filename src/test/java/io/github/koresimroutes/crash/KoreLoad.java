package io.github.koresimroutes.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * KORE with several SIMs. Each SIM sends one callback after the other; a callback is tried a few
 * times within seconds, with its token, at one instance after the other, and is then given up.
 * Now and then a callback comes twice at once, or again after it was acknowledged.
 */
final class KoreLoad implements AutoCloseable {

    /** The last of them is one that no branch of the routes knows. */
    static final List<String> STATUSES = List.of("new", "ready", "active", "inactive",
            "scheduled", "suspended", "deactivated", "canceled", "updating", "no-such-status");

    private static final int TRIES = 4;
    private static final int RETRY_PAUSE_MILLIS = 600;
    private static final int TWICE_AT_ONCE_ONE_IN = 40;
    private static final int AGAIN_ONE_IN = 20;
    private static final int OK = 200;

    private final List<Integer> ports;
    private final int pauseMillis;
    private final SentCallbacks sent = new SentCallbacks();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Void>> sims = new ArrayList<>();
    private volatile boolean finishing;

    /**
     * Begins to send.
     *
     * @param pauseMillis the longest pause of a SIM between two callbacks
     */
    KoreLoad(List<Integer> ports, int simCount, int pauseMillis, long seed) {
        this.ports = ports;
        this.pauseMillis = pauseMillis;
        for (int i = 0; i < simCount; i++) {
            String sim = "HS%032x".formatted(i + 1);
            Random random = new Random(seed + i);
            sims.add(threads.submit(() -> sendAll(sim, random)));
        }
    }

    SentCallbacks sent() {
        return sent;
    }

    /** Ends when each SIM is done with its callback. */
    SentCallbacks finish() throws InterruptedException, ExecutionException {
        finishing = true;
        for (Future<Void> sim : sims) {
            sim.get();
        }
        return sent;
    }

    private Void sendAll(String sim, Random random) throws Exception {
        List<KoreCallback> acknowledged = new ArrayList<>();
        while (!finishing) {
            KoreCallback callback = KoreCallback.of(
                    sim, STATUSES.get(random.nextInt(STATUSES.size())));
            sent.trying(callback);
            if (isAcknowledged(callback, random)) {
                sent.acknowledged(callback);
                acknowledged.add(callback);
            }
            if (!acknowledged.isEmpty() && random.nextInt(AGAIN_ONE_IN) == 0) {
                int back = random.nextInt(Math.min(50, acknowledged.size()));
                acknowledged.get(acknowledged.size() - 1 - back).send(anyPort(random));
            }
            Thread.sleep(random.nextInt(pauseMillis + 1));
        }
        return null;
    }

    private boolean isAcknowledged(KoreCallback callback, Random random) throws Exception {
        int first = random.nextInt(ports.size());
        Future<Integer> twin = random.nextInt(TWICE_AT_ONCE_ONE_IN) == 0
                ? threads.submit(() -> callback.send(anyPort(random)))
                : null;
        boolean acknowledged = false;
        for (int i = 0; i < TRIES && !acknowledged; i++) {
            if (i > 0) {
                Thread.sleep(RETRY_PAUSE_MILLIS);
            }
            acknowledged = callback.send(ports.get((first + i) % ports.size())) == OK;
        }
        // Waited for in any case: a SIM has one callback under way at a time.
        return twin == null ? acknowledged : twin.get() == OK | acknowledged;
    }

    private int anyPort(Random random) {
        return ports.get(random.nextInt(ports.size()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
