package io.github.koresimroutes.servers;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;

/** A broker that runs in a process of its own, keeps its messages on disk and can be killed. */
public interface BrokerServer extends AutoCloseable {

    /** The port that it listens on. */
    int port();

    /**
     * The URL that a bundle is given.
     *
     * @param port             the broker's, or that of a proxy in front of it
     * @param inactivityMillis after this silence either side gives the connection up
     */
    String url(int port, long inactivityMillis);

    /** For a plain consumer of its queues. */
    ConnectionFactory consumers();

    /** Starts it, with what it had on disk, and waits until it takes connections. */
    void start() throws IOException;

    /** SIGKILL. */
    void kill() throws InterruptedException;

    @Override
    void close() throws InterruptedException;
}
