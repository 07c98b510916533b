package io.github.koresimroutes.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection with one request under way at the most, and just enough HTTP to see its answer. */
final class HttpConnection {

    /** The answer is not complete. */
    static final int NOT_YET = 0;

    private static final byte[] END_OF_CHUNKS =
            "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final byte[] answer = new byte[8192];
    private final ByteBuffer into = ByteBuffer.wrap(answer);
    private long due;

    HttpConnection(Selector selector, InetSocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(ByteBuffer request, long when) throws IOException {
        due = when;
        into.clear();
        while (request.hasRemaining()) {
            // Some hundred bytes always fit into an empty buffer of the system.
            channel.write(request);
        }
    }

    /** When its request was to be sent, by {@link System#nanoTime}. */
    long due() {
        return due;
    }

    /** The status of the answer once all of it is there. */
    int read() throws IOException {
        if (channel.read(into) < 0) {
            throw new EOFException("the server closed a connection");
        }
        int length = into.position();
        int head = endOfHead(length);
        if (head < 0) {
            return NOT_YET;
        }
        String text = new String(answer, 0, head, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        boolean complete;
        int announced = text.indexOf("content-length:");
        if (announced >= 0) {
            int line = text.indexOf('\r', announced);
            int size = Integer.parseInt(text.substring(announced + 15, line).strip());
            complete = length >= head + size;
        } else {
            complete = endsWith(END_OF_CHUNKS, length);
        }
        return complete ? Integer.parseInt(text.substring(9, 12)) : NOT_YET;
    }

    private int endOfHead(int length) {
        for (int i = 3; i < length; i++) {
            if (answer[i] == '\n' && answer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private boolean endsWith(byte[] end, int length) {
        return length >= end.length
                && ByteBuffer.wrap(answer, length - end.length, end.length)
                        .equals(ByteBuffer.wrap(end));
    }

    void close() throws IOException {
        channel.close();
    }
}
