package io.github.koresimroutes.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How much gets done a second by threads that do nothing else. */
final class Pace {

    private static final double WARM_UP_SECONDS = 2;

    /** What one thread repeats. */
    interface Work extends AutoCloseable {

        /** Does it once; tells how many rows or messages that were. */
        int once() throws Exception;
    }

    private Pace() {
    }

    /** All of them at once, each in a thread of its own; then they are closed. */
    static double perSecond(double seconds, List<Work> workers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers.size());
        try {
            List<Future<Double>> rates = new ArrayList<>();
            for (Work work : workers) {
                rates.add(threads.submit(() -> {
                    rate(WARM_UP_SECONDS, work);
                    return rate(seconds, work);
                }));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
            for (Work work : workers) {
                work.close();
            }
        }
    }

    private static double rate(double seconds, Work work) throws Exception {
        long began = System.nanoTime();
        long now = began;
        long done = 0;
        while (now - began < seconds * 1e9) {
            done += work.once();
            now = System.nanoTime();
        }
        return done * 1e9 / (now - began);
    }
}
