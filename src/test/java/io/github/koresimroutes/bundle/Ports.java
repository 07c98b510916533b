package io.github.koresimroutes.bundle;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that stay the process's own while it is down: below those that the system gives to
 * outgoing connections, for one of these would else take the port before the restart does. Each JVM
 * that runs tests has a range of its own, whoever started it: the one that listens on the range's
 * first port. Were two to share one, a test of the one could talk to a bundle of the other.
 */
public final class Ports {

    private static final int LOWEST = 20_000;
    private static final int RANGES = 12;
    private static final int COUNT = 1_000;
    // Open until the JVM ends.
    private static final ServerSocket RANGE = claim();
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {
    }

    private static ServerSocket claim() {
        for (int i = 0; i < RANGES; i++) {
            try {
                return listen(LOWEST + i * COUNT);
            } catch (IOException e) {
                // another JVM's: try the next range
            }
        }
        throw new IllegalStateException(RANGES + " JVMs run tests already");
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A port of 127.0.0.1 that nobody uses; given again only after all others of the range. */
    public static int next() {
        while (true) {
            int port = RANGE.getLocalPort() + NEXT.getAndIncrement() % COUNT;
            try (ServerSocket free = listen(port)) {
                return free.getLocalPort();
            } catch (IOException e) {
                // taken: try the next one
            }
        }
    }
}
