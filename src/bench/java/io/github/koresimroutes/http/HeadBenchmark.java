package io.github.koresimroutes.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** To read a request from the bytes of its connection, and to look for faults of its head. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeadBenchmark {

    private static final String BODY = "ApiVersion=v1&SimUniqueName=my_super_sim"
            + "&SimSid=HSab3f06be8f5d32caecb91e8a306c6c08&SimStatus=active"
            + "&AccountSid=AC3ba717b1d236e6c4a835e46130267eb4";
    private static final ByteBuf REQUEST = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
            "POST /kore/sim-status HTTP/1.1\r\nHost: callbacks.example.com\r\nContent-Type: "
            + "application/x-www-form-urlencoded; charset=utf-8\r\n"
            + "Date: 2026-11-24T09:39:22Z\r\n"
            + "Kore-Idempotency-Token: RQ3ba717b1d236e6c4a835e46130267eb4\r\n"
            + "Kore-Signature: " + "0123456789abcdef".repeat(4) + "\r\n"
            + "User-Agent: kore\r\nAccept: */*\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
            + BODY, StandardCharsets.US_ASCII));

    private final EmbeddedChannel strict = new EmbeddedChannel(new StrictDecoder(
            new ConnectionLimits(1, Duration.ofSeconds(1), Duration.ofSeconds(1), 8192, 4096),
            () -> { }));
    private final EmbeddedChannel plain = new EmbeddedChannel(new HttpRequestDecoder());
    private final HttpRequest head;

    /** Reads the request whose faults are looked for. */
    public HeadBenchmark() {
        strict.writeInbound(REQUEST.duplicate());
        head = strict.readInbound();
        strict.releaseInbound();
    }

    @Benchmark
    public int strictDecoder() {
        return read(strict);
    }

    /** The one that it extends, to compare with. */
    @Benchmark
    public int plainDecoder() {
        return read(plain);
    }

    @Benchmark
    public int faultOfHead() {
        return RequestFault.of(head);
    }

    private static int read(EmbeddedChannel channel) {
        channel.writeInbound(REQUEST.duplicate());
        int parts = 0;
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            ReferenceCountUtil.release(part);
            parts++;
        }
        return parts;
    }

    @TearDown
    public void close() {
        strict.finishAndReleaseAll();
        plain.finishAndReleaseAll();
    }
}
