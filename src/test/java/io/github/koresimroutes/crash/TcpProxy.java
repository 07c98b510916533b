package io.github.koresimroutes.crash;

import io.github.koresimroutes.bundle.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A network link of its own between two processes, which can be cut. */
final class TcpProxy implements AutoCloseable {

    private enum State { OPEN, CUT, SILENT }

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile State state = State.OPEN;
    private volatile CountDownLatch healed = new CountDownLatch(0);

    TcpProxy(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(Ports.next(), 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Resets all connections, and every new one at once. */
    void cut() {
        state = State.CUT;
        sockets.forEach(TcpProxy::reset);
    }

    /**
     * Swallows everything: connections stay, new ones are taken, nothing arrives. What was under
     * way arrives late, when the link is healed, as TCP would have it.
     */
    void silence() {
        healed = new CountDownLatch(1);
        state = State.SILENT;
    }

    void heal() {
        state = State.OPEN;
        healed.countDown();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                if (state == State.CUT) {
                    reset(near);
                } else {
                    daemon(() -> connect(near));
                }
            } catch (IOException e) {
                // closed, or one connection less
            }
        }
    }

    private void connect(Socket near) {
        try {
            healed.await();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(near);
            sockets.add(far);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            daemon(() -> pump(near, far));
            daemon(() -> pump(far, near));
            if (state == State.CUT) {
                cut();
            }
        } catch (IOException | InterruptedException e) {
            reset(near);
        }
    }

    private void pump(Socket from, Socket to) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16_384];
            int count;
            while ((count = in.read(buffer)) >= 0) {
                healed.await();
                out.write(buffer, 0, count);
            }
        } catch (IOException | InterruptedException e) {
            // either side is gone, and so is the other one now
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            // A reset instead of an orderly end: that is what a cut looks like.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is gone already
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
        healed.countDown();
    }
}
