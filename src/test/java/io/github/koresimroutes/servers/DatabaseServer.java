package io.github.koresimroutes.servers;

import java.io.IOException;

/** A database in a process of its own that outlives its being killed. */
public interface DatabaseServer extends AutoCloseable {

    int port();

    /** The URL for connections. */
    default String url() {
        return urlOver(port());
    }

    /** The URL for connections that go through another port, such as a proxy's. */
    String urlOver(int port);

    /** Starts it and waits until it answers. */
    void start() throws IOException;

    /** SIGKILL for it and all its children. */
    void kill() throws InterruptedException;

    /** A stop that leaves all to the recovery of the next start. */
    void stopAtOnce() throws IOException, InterruptedException;

    @Override
    void close() throws InterruptedException;
}
