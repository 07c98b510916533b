package io.github.koresimroutes.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose client may still be sending, after an answer that it is to read. Closed
 * with bytes unread, TCP would take the answer back from whom it was sent to; so our side ends
 * first, and what still comes is thrown away, unread by anybody: until nothing has come for a second,
 * and for five at the most.
 */
final class LastAnswer extends ChannelInboundHandlerAdapter {

    private static final int MOST_SECONDS = 5;

    private boolean more;
    private int seconds;

    private LastAnswer() {
    }

    /** Once all that was written before is sent. */
    static void end(HttpConnection http) {
        ConnectionBase connection = (ConnectionBase) http;
        Channel channel = connection.channel();
        // Also of a client that does not read.
        channel.eventLoop().schedule(() -> channel.close(), MOST_SECONDS, TimeUnit.SECONDS);
        ChannelPromise sent = connection.channelFuture();
        connection.writeToChannel(Unpooled.EMPTY_BUFFER, sent);
        sent.addListener(done -> linger(channel));
    }

    /** From the event loop, with nothing left to be sent. */
    static void linger(Channel channel) {
        if (!channel.isActive() || !(channel instanceof DuplexChannel duplex)) {
            channel.close();
            return;
        }
        LastAnswer last = new LastAnswer();
        // Before TLS and HTTP: what comes now costs no more than its bytes.
        channel.pipeline().addFirst(last);
        channel.config().setAutoRead(true);
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            duplex.shutdownOutput();
        } else {
            tls.closeOutbound().addListener(told -> duplex.shutdownOutput());
        }
        last.closeWhenQuiet(channel);
    }

    private void closeWhenQuiet(Channel channel) {
        channel.eventLoop().schedule(() -> {
            seconds++;
            if (more && seconds < MOST_SECONDS) {
                more = false;
                closeWhenQuiet(channel);
            } else {
                channel.close();
            }
        }, 1, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        more = true;
        ReferenceCountUtil.release(bytes);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
