package io.github.koresimroutes.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Stands in each connection before Vert.x. Whatever the connection does it has a time for it, so
 * that none lives for ever; and what is no proper HTTP/1 is answered here, and the last of its
 * connection.
 */
final class ConnectionGuard extends ChannelDuplexHandler {

    private static final int MOST_PIPELINED = 32;

    private final ConnectionLimits limits;
    private final OpenConnections connections;
    private ChannelHandlerContext context;
    private Future<?> deadline;
    private boolean first = true;
    private int underWay;
    private boolean answering;
    private int refusal;
    private int answersBefore;
    private boolean over;

    private ConnectionGuard(ConnectionLimits limits, OpenConnections connections) {
        this.limits = limits;
        this.connections = connections;
    }

    /** Before anything was read; with TLS, when both sides have agreed. */
    static void install(
            HttpConnection connection, ConnectionLimits limits, OpenConnections connections) {
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        ConnectionGuard guard = new ConnectionGuard(limits, connections);
        pipeline.replace("httpDecoder", "httpDecoder",
                new StrictDecoder(limits, guard::headBegins));
        pipeline.addBefore("handler", "kore-guard", guard);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        closeAfter(limits.headerTimeout());
    }

    private void headBegins() {
        if (!first && underWay == 0 && !over) {
            closeAfter(limits.headerTimeout());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (refusal != 0 || over) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            int fault = RequestFault.of(request);
            if (fault != RequestFault.NONE) {
                ReferenceCountUtil.release(message);
                refuse(fault, 0);
                return;
            }
            first = false;
            if (++underWay > MOST_PIPELINED) {
                over = true;
                ctx.close();
                return;
            }
            connections.busy(ctx.channel());
            closeAfter(limits.idleTimeout());
        } else if (message instanceof HttpContent part && part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            refuse(400, 1);
            return;
        }
        ctx.fireChannelRead(message);
    }

    /** @param unanswered how many requests this is the answer to: 1 in the middle of a body */
    private void refuse(int status, int unanswered) {
        refusal = status;
        answersBefore = unanswered;
        if (underWay < unanswered || (underWay == unanswered && answering)) {
            over = true;
            context.close();
        } else {
            refuseInTurn();
        }
    }

    private void refuseInTurn() {
        if (refusal != 0 && !over && underWay == answersBefore) {
            over = true;
            closeAfter(limits.headerTimeout());
            context.writeAndFlush(Answers.last(refusal))
                    .addListener(sent -> LastAnswer.linger(context.channel()));
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
            throws Exception {
        if (over) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        boolean interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        ctx.write(message, promise);
        if (message instanceof HttpResponse && !interim) {
            answering = true;
        }
        if (message instanceof LastHttpContent && !interim) {
            answered();
        }
    }

    private void answered() {
        answering = false;
        underWay--;
        if (underWay == 0) {
            connections.waits(context.channel());
        }
        closeAfter(limits.idleTimeout());
        refuseInTurn();
    }

    private void closeAfter(Duration time) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        deadline = context.executor().schedule(() -> {
            connections.closedLate();
            context.close();
        }, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        deadline.cancel(false);
        super.channelInactive(ctx);
    }
}
