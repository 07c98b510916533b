package io.github.koresimroutes.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the body of a request on the event loop, before a worker thread is taken: the bytes as they
 * came, never decoded. Its limits bound what strangers can make the process hold: how many requests
 * at once, how large, and how slowly they may come.
 */
final class BodyReader {

    /** Where the body, a {@code byte[]}, lies in the routing context. */
    static final String BODY = BodyReader.class.getName();

    /** Where the time of its arrival, by {@link System#nanoTime}, lies. */
    static final String ARRIVED = BODY + ".arrived";

    private final HttpLimits limits;
    private final AtomicInteger admitted = new AtomicInteger();

    BodyReader(HttpLimits limits) {
        this.limits = limits;
    }

    /** Goes on with the body read; answers 503 beyond the limit of requests. */
    void handle(RoutingContext ctx) {
        if (admitted.incrementAndGet() > limits.requests()) {
            admitted.decrementAndGet();
            Answers.andClose(ctx, 503);
            return;
        }
        giveBackAtTheEnd(ctx);
        ctx.addHeadersEndHandler(end -> Answers.neverInternalError(ctx));
        if (announcesTooMuch(ctx.request())) {
            Answers.andClose(ctx, 413);
        } else {
            read(ctx, ctx.request());
        }
    }

    /**
     * When the request ends or its connection does. Vert.x does not tell the end of a request whose
     * connection is reset while a second one is half there: it throws before.
     */
    private void giveBackAtTheEnd(RoutingContext ctx) {
        AtomicBoolean held = new AtomicBoolean(true);
        ChannelFuture closed =
                ((ConnectionBase) ctx.request().connection()).channel().closeFuture();
        Runnable giveBack = () -> {
            if (held.getAndSet(false)) {
                admitted.decrementAndGet();
            }
        };
        ChannelFutureListener atClose = end -> giveBack.run();
        closed.addListener(atClose);
        ctx.addEndHandler(end -> {
            closed.removeListener(atClose);
            giveBack.run();
        });
    }

    private void read(RoutingContext ctx, HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        long timer = ctx.vertx().setTimer(limits.bodyTimeout().toMillis(),
                late -> Answers.cut(request));
        ctx.addEndHandler(end -> ctx.vertx().cancelTimer(timer));
        request.exceptionHandler(broken -> Answers.cut(request));
        request.handler(chunk -> {
            if (body.length() + chunk.length() > limits.bodyBytes()) {
                request.handler(null);
                request.endHandler(null);
                Answers.andClose(ctx, 413);
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            ctx.vertx().cancelTimer(timer);
            ctx.put(BODY, body.getBytes());
            ctx.put(ARRIVED, System.nanoTime());
            ctx.next();
        });
        request.resume();
        if (request.getHeader(HttpHeaders.EXPECT) != null) {
            request.response().writeContinue();
        }
    }

    private boolean announcesTooMuch(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && Long.parseLong(length) > limits.bodyBytes();
    }
}
