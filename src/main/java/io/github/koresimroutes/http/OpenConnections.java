package io.github.koresimroutes.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that are open, at most so many. When one more comes, the one that has waited
 * longest without a request is closed: whoever opens connections and sends nothing keeps nobody
 * out. Only where all have a request under way is the new one closed.
 *
 * <p>It sees a connection when it is accepted, before TLS and before anything is read of it.
 */
final class OpenConnections {

    private static final Logger LOG = LoggerFactory.getLogger(
            "io.github.koresimroutes.callbacks");
    private static final long SILENT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int most;
    private final Set<Channel> open = new LinkedHashSet<>();
    private final Set<Channel> waiting = new LinkedHashSet<>();
    private final LongAdder surplus = new LongAdder();
    private final LongAdder late = new LongAdder();
    private long told = System.nanoTime() - SILENT_NANOS;

    OpenConnections(int most) {
        this.most = most;
    }

    /** The transport of a Vert.x all of whose servers share these connections. */
    JDKTransport transport() {
        return new JDKTransport() {
            @Override
            public void configure(
                    NetServerOptions options, boolean domain, ServerBootstrap bootstrap) {
                super.configure(options, domain, bootstrap);
                bootstrap.handler(new Door());
            }
        };
    }

    synchronized int count() {
        return open.size();
    }

    /** How many were closed because there were too many. */
    long surplus() {
        return surplus.sum();
    }

    /** How many were closed because they took too long. */
    long late() {
        return late.sum();
    }

    void closedLate() {
        late.increment();
    }

    /** It has a request under way. */
    synchronized void busy(Channel channel) {
        waiting.remove(channel);
    }

    /** It has none any more, and is now the last to be closed. */
    synchronized void waits(Channel channel) {
        if (open.contains(channel)) {
            waiting.add(channel);
        }
    }

    private synchronized void closed(Channel channel) {
        open.remove(channel);
        waiting.remove(channel);
    }

    /** Returns which one must go, or null. */
    private synchronized Channel enter(Channel channel) {
        Channel gone = null;
        if (open.size() >= most) {
            surplus.increment();
            tell();
            Iterator<Channel> longest = waiting.iterator();
            if (!longest.hasNext()) {
                return channel;
            }
            gone = longest.next();
            closed(gone);
        }
        open.add(channel);
        waiting.add(channel);
        return gone;
    }

    private void tell() {
        if (System.nanoTime() - told >= SILENT_NANOS) {
            told = System.nanoTime();
            LOG.warn("more than kore.callback.max-connections = {} connections: those that send"
                    + " nothing are closed", most);
        }
    }

    @Sharable
    private final class Door extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object accepted) {
            Channel channel = (Channel) accepted;
            Channel gone = enter(channel);
            if (gone == channel) {
                channel.unsafe().closeForcibly();
                return;
            }
            if (gone != null) {
                gone.close();
            }
            channel.closeFuture().addListener(end -> closed(channel));
            ctx.fireChannelRead(accepted);
        }
    }
}
