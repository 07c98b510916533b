package io.github.koresimroutes.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** What the server's decoder makes of the bytes of one connection, up to the first fault. */
public final class DecoderRun {

    /** A request that was read to its end. */
    public record Read(String method, String target, byte[] body) {
    }

    /** As the connection's guard has them in its tests: small, so that they are reached. */
    private static final ConnectionLimits LIMITS = new ConnectionLimits(
            1, Duration.ofSeconds(1), Duration.ofSeconds(1), 1024, 256);

    private final List<Read> requests = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private HttpRequest head;
    private int fault;

    private DecoderRun() {
    }

    /** @param pieces the size of the next piece that arrives at once, at least 1 */
    public static DecoderRun of(byte[] bytes, IntSupplier pieces) {
        DecoderRun run = new DecoderRun();
        EmbeddedChannel channel = new EmbeddedChannel(new StrictDecoder(LIMITS, () -> { }));
        try {
            for (int from = 0; from < bytes.length;) {
                int size = Math.min(pieces.getAsInt(), bytes.length - from);
                channel.writeInbound(Unpooled.copiedBuffer(bytes, from, size));
                from += size;
                run.take(channel);
            }
        } finally {
            channel.finishAndReleaseAll();
        }
        return run;
    }

    private void take(EmbeddedChannel channel) {
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            if (fault == RequestFault.NONE) {
                take(part);
            }
            ReferenceCountUtil.release(part);
        }
    }

    private void take(Object part) {
        if (part instanceof HttpRequest request) {
            head = request;
            body.reset();
            fault = RequestFault.of(request);
        } else if (part instanceof HttpContent content) {
            if (content.decoderResult().isFailure()) {
                fault = 400;
                return;
            }
            byte[] bytes = new byte[content.content().readableBytes()];
            content.content().getBytes(content.content().readerIndex(), bytes);
            body.writeBytes(bytes);
        }
        if (part instanceof LastHttpContent && fault == RequestFault.NONE) {
            requests.add(new Read(head.method().name(), head.uri(), body.toByteArray()));
        }
    }

    public List<Read> requests() {
        return requests;
    }

    /** The status that the rest is answered with; 0 without a fault. */
    public int fault() {
        return fault;
    }
}
