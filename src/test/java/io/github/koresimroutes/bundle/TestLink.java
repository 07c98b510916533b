package io.github.koresimroutes.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between the bundle and a server that can become slow, fall silent, or be cut. */
final class TestLink implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile long delayMillis;
    private volatile boolean silent;

    TestLink(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on each piece of what the client sends is held for so long. */
    void slow(long millis) {
        delayMillis = millis;
    }

    /** From now on connections can be made, and nothing gets through. */
    void silent() {
        silent = true;
    }

    /** As good as new; connections that lost something while it was silent are cut. */
    void well() {
        boolean lost = silent;
        delayMillis = 0;
        silent = false;
        if (lost) {
            sockets.forEach(TestLink::close);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(to);
                start(() -> copy(client, to, true));
                start(() -> copy(to, client, false));
            } catch (IOException e) {
                // The server behind is down, or the test is over.
            }
        }
    }

    private void copy(Socket from, Socket to, boolean request) {
        byte[] buffer = new byte[65_536];
        try (from; to; InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (request) {
                    Thread.sleep(delayMillis);
                }
                if (!silent) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
        } catch (IOException | InterruptedException e) {
            // One side has gone, and the other one goes with it.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "test-link");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        sockets.forEach(TestLink::close);
    }
}
