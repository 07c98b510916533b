package io.github.koresimroutes.bench;

import java.util.concurrent.TimeUnit;

/** Lets callbacks be sent for as long as few are accepted and not yet on a queue. */
final class Backlog implements Load.Window {

    private static final long ASK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

    private final Broker broker;
    private final long most;
    private final long before;
    private long arrived;
    private long asked;

    /** @param most how many may be under way */
    Backlog(Broker broker, long most) {
        this.broker = broker;
        this.most = most;
        this.before = broker.events();
    }

    @Override
    public long left(long sent) {
        long now = System.nanoTime();
        if (now - asked > ASK_EVERY) {
            arrived = broker.events() - before;
            asked = now;
        }
        return most - (sent - arrived);
    }

    /**
     * Waits until so many have come to their queues.
     *
     * @throws IllegalStateException where more come, or fewer within some minutes
     */
    void awaitAll(long accepted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while ((arrived = broker.events() - before) < accepted && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        if (arrived != accepted) {
            throw new IllegalStateException(
                    accepted + " were accepted, and " + arrived + " are on the queues");
        }
    }
}
