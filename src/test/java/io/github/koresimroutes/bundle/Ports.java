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
 * of a test run has its own range.
 */
public final class Ports {

    private static final int COUNT = 3_000;
    private static final int FIRST =
            20_000 + (Integer.getInteger("kore.test.fork", 1) - 1) % 4 * COUNT;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {
    }

    /** A port of 127.0.0.1 that nobody uses and that is given once only. */
    public static int next() {
        while (true) {
            int port = FIRST + NEXT.getAndIncrement() % COUNT;
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // taken: try the next one
            }
        }
    }
}
