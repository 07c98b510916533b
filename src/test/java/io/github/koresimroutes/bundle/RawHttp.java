package io.github.koresimroutes.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One connection, over which a test sends whatever bytes it likes. */
final class RawHttp implements AutoCloseable {

    private static final String ACCEPTED = "\r\n\r\naccepted";

    private final Socket socket;

    RawHttp(int port) throws IOException {
        this(new Socket("127.0.0.1", port));
    }

    RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
    }

    RawHttp send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** All that comes until the server closes. */
    String untilClosed() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("not closed; so far: " + all, e);
        } catch (SocketException e) {
            // reset: closed as well
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads up to and with the text. */
    String until(String text) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder all = new StringBuilder();
        while (all.indexOf(text) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("closed after: " + all);
            }
            all.append((char) b);
        }
        return all.toString();
    }

    /** Whether the server has closed it; nothing may have been sent on it. */
    boolean isClosed(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Sends a complete request, and reads its answer to the end. */
    String accepted(String request) throws IOException {
        return send(request).until(ACCEPTED);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
