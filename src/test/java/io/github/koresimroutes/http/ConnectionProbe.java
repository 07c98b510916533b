package io.github.koresimroutes.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks on at the server's end of one connection, and knows when nothing more will happen there:
 * every byte that the client sent was read, and every request that was complete is answered.
 * Without it a test would have to wait after every input that leaves a request half sent.
 */
public final class ConnectionProbe {

    private final Channel channel;
    private final CountDownLatch quiet = new CountDownLatch(1);
    private final Sight sight = new Sight();
    private long expected = -1;
    private long read;
    private int complete;
    private int answered;
    private boolean ended;

    private ConnectionProbe(Channel channel) {
        this.channel = channel;
    }

    /** To be called before the client sends anything. */
    static ConnectionProbe install(Channel channel) throws InterruptedException {
        ConnectionProbe probe = new ConnectionProbe(channel);
        channel.eventLoop().submit(() -> {
            channel.pipeline().addFirst("probe-bytes", probe.new Bytes());
            channel.pipeline().addAfter("kore-guard", "probe-messages", probe.sight);
            channel.closeFuture().addListener(closed -> probe.end());
        }).sync();
        return probe;
    }

    /**
     * Waits until the server has done all that it will do about the bytes sent.
     *
     * @param sent how many bytes the client sent in all
     * @return false if that takes too long
     */
    public boolean awaitQuiet(long sent, long seconds) throws InterruptedException {
        channel.eventLoop().execute(() -> {
            expected = sent;
            check();
        });
        return quiet.await(seconds, TimeUnit.SECONDS);
    }

    private void end() {
        ended = true;
        quiet.countDown();
    }

    /** Later, so that what goes on now is done, and what it has written is on its way. */
    private void checkSoon() {
        channel.eventLoop().execute(this::check);
    }

    private void check() {
        // The first request may be answered before it is complete; the answers stay in turn.
        if (ended || (read == expected && answered >= complete)) {
            quiet.countDown();
        }
    }

    private final class Bytes extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
            read += ((ByteBuf) message).readableBytes();
            super.channelRead(ctx, message);
            checkSoon();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
            super.userEventTriggered(ctx, event);
            if (event instanceof ChannelOutputShutdownEvent) {
                end();
            }
        }
    }

    private final class Sight extends ChannelDuplexHandler {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
            if (message instanceof LastHttpContent) {
                complete++;
            }
            super.channelRead(ctx, message);
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
                throws Exception {
            boolean interim = message instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            super.write(ctx, message, promise);
            if (message instanceof LastHttpContent && !interim) {
                answered++;
                checkSoon();
            }
        }
    }
}
