package io.github.koresimroutes.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Hands a complete request over as {@code byte[]}. {@link BodyReader} has read it on the event loop,
 * so a client that sends slowly holds no worker thread.
 *
 * <p>Of the request's headers only those of {@link RequestHeaders} are taken over, each as one value
 * or as the list of all its values. Answers that are given before the route is reached (405, 413, 415)
 * have one line of plain text.
 */
final class RawBodyHttpConsumer extends VertxPlatformHttpConsumer {

    private static final int UNAVAILABLE = 503;
    private static final int AFTER_THE_ROUTE = Integer.MAX_VALUE - 1;

    private final String routerName;
    private final WorkerTasks workers = new WorkerTasks();
    private Route fallback;
    private CallbackServer server;

    RawBodyHttpConsumer(PlatformHttpEndpoint endpoint, Processor processor,
            List<Handler<RoutingContext>> handlers, String routerName) {
        super(endpoint, processor, handlers, routerName);
        this.routerName = routerName;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        // All routes are made before the first is started: no path is unknown in between.
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(getEndpoint().getCamelContext(), routerName);
        if (router != null && router.getServer() instanceof CallbackServer own) {
            own.expect(getEndpoint().getPath());
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(getEndpoint().getCamelContext(), routerName);
        Answers answers = new Answers(getEndpoint().getHttpMethodRestrict());
        fallback = router.route(getEndpoint().getPath()).order(AFTER_THE_ROUTE)
                .handler(answers::methodOrType).failureHandler(answers::failure);
        if (router.getServer() instanceof CallbackServer own) {
            server = own;
            server.mounted();
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (server != null) {
            // First, so that whoever finds no route any more is told to try again.
            server.unmounted();
            server = null;
        }
        if (fallback != null) {
            fallback.remove();
            fallback = null;
        }
        super.doStop();
    }

    /**
     * As the inherited method does it, but that nobody waits for a route that goes on elsewhere: a
     * worker thread is taken only while there is something to do.
     */
    @Override
    protected void handleRequest(RoutingContext ctx) {
        if (isSuspended()) {
            ctx.response().setStatusCode(UNAVAILABLE);
            ctx.end();
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        processHttpRequest(exchange, ctx);
        Context eventLoop = ctx.vertx().getOrCreateContext();
        workers.execute(eventLoop, () -> route(exchange,
                () -> eventLoop.runOnContext(now -> answer(ctx, exchange))));
    }

    private void route(Exchange exchange, Runnable ended) {
        try {
            createUoW(exchange);
            getAsyncProcessor().process(exchange, doneSync -> ended.run());
        } catch (Exception | Error e) {
            // An error, too: others follow in this thread, and each wants its answer.
            exchange.setException(e);
            ended.run();
        }
    }

    private void answer(RoutingContext ctx, Exchange exchange) {
        try {
            RouteAnswer.write(ctx, exchange, getEndpoint().getHeaderFilterStrategy());
        } catch (Exception e) {
            getExceptionHandler().handleException(
                    "Failed handling platform-http endpoint " + getEndpoint().getPath(), e);
            ctx.fail(e);
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    @Override
    protected Future<Void> populateCamelMessage(
            RoutingContext ctx, Exchange exchange, Message message) {
        if (server != null) {
            server.reached(ctx);
        }
        message.setBody(ctx.<byte[]>get(BodyReader.BODY));
        exchange.setProperty(RawBodyHttp.ARRIVED, ctx.<Long>get(BodyReader.ARRIVED));
        for (String name : RequestHeaders.TAKEN) {
            List<String> values = ctx.request().headers().getAll(name);
            if (!values.isEmpty()) {
                message.setHeader(name, values.size() == 1 ? values.get(0) : values);
            }
        }
        message.setHeader(Exchange.HTTP_METHOD, ctx.request().method().name());
        message.setHeader(Exchange.HTTP_RAW_QUERY, ctx.request().query());
        return Future.succeededFuture();
    }
}
