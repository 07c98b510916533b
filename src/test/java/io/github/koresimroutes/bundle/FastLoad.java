package io.github.koresimroutes.bundle;

import io.github.koresimroutes.callback.CallbackSignature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A million callbacks over a few connections that stay open. Each connection has SIMs of its own,
 * whose events are numbered: the token is the number.
 */
final class FastLoad {

    static final List<String> STATUSES = List.of("new", "ready", "active", "suspended");
    static final int SIMS_EACH = 25;

    private static final byte[] END = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final int connections;

    FastLoad(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /** Returns once each was answered 200; fails where one was answered anything else. */
    void send(int events) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int connection = i;
            running.add(threads.submit(() -> {
                try (Socket socket = new Socket("127.0.0.1", port)) {
                    socket.setTcpNoDelay(true);
                    for (int n = connection; n < events; n += connections) {
                        send(socket, n, connection);
                    }
                }
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        threads.shutdown();
    }

    private void send(Socket socket, int number, int connection) throws IOException {
        int sim = connection * SIMS_EACH + number / connections % SIMS_EACH;
        byte[] body = KoreClient.body(STATUSES.get(sim % STATUSES.size()))
                .replace(KoreClient.SIM, "HS%032x".formatted(sim))
                .getBytes(StandardCharsets.US_ASCII);
        String head = "POST /kore/sim-status HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                + "application/x-www-form-urlencoded\r\nDate: 2024-09-25T19:09:48Z\r\n"
                + "Kore-Idempotency-Token: RQ%032x\r\n".formatted(number)
                + "Kore-Signature: " + CallbackSignature.sign(
                        RunningBundle.SECRET.getBytes(StandardCharsets.UTF_8), "POST",
                        RunningBundle.URL, body)
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        byte[] request = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, request, 0, head.length());
        System.arraycopy(body, 0, request, head.length(), body.length);
        OutputStream out = socket.getOutputStream();
        out.write(request);
        out.flush();
        String answer = answer(socket.getInputStream());
        if (!answer.startsWith("HTTP/1.1 200")) {
            throw new AssertionError("event " + number + ": " + answer);
        }
    }

    private static String answer(InputStream in) throws IOException {
        byte[] buffer = new byte[2048];
        int length = 0;
        while (!endsAnswer(buffer, length)) {
            int n = in.read(buffer, length, buffer.length - length);
            if (n < 0) {
                throw new IOException("closed");
            }
            length += n;
        }
        return new String(buffer, 0, length, StandardCharsets.US_ASCII);
    }

    private static boolean endsAnswer(byte[] buffer, int length) {
        for (int i = 0; i < END.length; i++) {
            if (length < END.length || buffer[length - END.length + i] != END[i]) {
                // An error's answer has a length instead of chunks, and is worth no more care.
                return length > 12 && buffer[9] != '2';
            }
        }
        return true;
    }
}
