package io.github.koresimroutes.http;

import io.vertx.core.VertxOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The HTTP server of the standalone run. It differs from Camel's in one promise: while no route is
 * mounted on it, at the start and at the stop, it answers 503. Camel's own answers 404 then, which
 * KORE takes as final, and the callback would be lost.
 */
public final class CallbackServer extends VertxPlatformHttpServer {

    private static final int FIRST = -1;

    private final int port;
    private final AtomicInteger mounted = new AtomicInteger();
    private final Set<String> paths = ConcurrentHashMap.newKeySet();

    private CallbackServer(VertxPlatformHttpServerConfiguration configuration) {
        super(configuration);
        this.port = configuration.getBindPort();
    }

    /**
     * Starts the server as a service of the context, which stops it after its routes.
     *
     * @param workers threads that serve requests
     */
    public static void start(CamelContext context, String host, int port, int workers)
            throws Exception {
        context.getRegistry().bind("kore-vertx-options",
                new VertxOptions().setWorkerPoolSize(workers));
        VertxPlatformHttpServerConfiguration configuration =
                new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(host);
        configuration.setBindPort(port);
        configuration.setServerType(VertxPlatformHttpRouter.SERVER_TYPE_SERVER);
        configuration.getBodyHandler().setHandleFileUploads(false);
        context.addService(new CallbackServer(configuration), true, true);
    }

    @Override
    protected void startServer() throws Exception {
        VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(
                getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(port));
        router.route().order(FIRST).handler(CallbackServer::readableType);
        router.route().last().handler(this::nothingElseAnswered);
        super.startServer();
    }

    /** Matching a route to a content type that it cannot read, Vert.x would answer 500. */
    private static void readableType(RoutingContext ctx) {
        try {
            ctx.parsedHeaders().contentType().parameter("charset");
        } catch (RuntimeException e) {
            Answers.andClose(ctx, 415);
            return;
        }
        ctx.next();
    }

    /**
     * A request sees the routes as they were when it came. So for a path that is served this is a
     * request from before its route was there, or from after: to be tried again, never a 404.
     */
    private void nothingElseAnswered(RoutingContext ctx) {
        if (mounted.get() > 0 && !paths.contains(ctx.normalizedPath())) {
            Answers.notFound(ctx);
        } else {
            Answers.notReady(ctx);
        }
    }

    void mounted(String path) {
        paths.add(path);
        mounted.incrementAndGet();
    }

    void unmounted() {
        mounted.decrementAndGet();
    }
}
