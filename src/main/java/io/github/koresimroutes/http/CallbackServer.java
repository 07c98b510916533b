package io.github.koresimroutes.http;

import io.github.koresimroutes.config.SettingsException;
import io.github.koresimroutes.metrics.MeterSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the standalone run. It differs from Camel's in one promise: while no route is
 * mounted on it, at the start and at the stop, it answers 503. Camel's own answers 404 then, which
 * KORE takes as final, and the callback would be lost.
 *
 * <p>And it is made for strangers: HTTP/1 only, by the letter, within {@link ConnectionLimits}, and
 * every answer that no route gives is one line of {@link Answers}.
 */
public final class CallbackServer extends VertxPlatformHttpServer {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackServer.class);
    private static final int FIRST = -1;
    private static final int[] VERTX_ANSWERS = {400, 404, 405, 406, 413, 414, 415, 500, 501, 503};
    private static final long SOON_SECONDS = 10;

    private final Listen listen;
    private final OpenConnections connections;
    private final AtomicInteger mounted = new AtomicInteger();
    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    private final ServerIdentity identity;
    private final DoorWatch door = new DoorWatch();
    private HttpServer http;

    private CallbackServer(VertxPlatformHttpServerConfiguration configuration, Listen listen,
            ServerIdentity identity) {
        super(configuration);
        this.listen = listen;
        this.identity = identity;
        this.connections = new OpenConnections(listen.limits().connections());
    }

    /**
     * A server that is not started yet.
     *
     * @throws SettingsException where the files for TLS are no certificate and its key
     */
    public static CallbackServer of(Listen listen) {
        ServerIdentity identity = null;
        if (listen.tls().isPresent()) {
            try {
                identity = ServerIdentity.open(listen.tls().get());
            } catch (IOException e) {
                throw new SettingsException("kore.callback.tls: " + e.getMessage() + ".", e);
            }
        }
        VertxPlatformHttpServerConfiguration configuration = new Callbacks();
        configuration.setBindHost(listen.host());
        configuration.setBindPort(listen.port());
        configuration.getBodyHandler().setHandleFileUploads(false);
        return new CallbackServer(configuration, listen, identity);
    }

    /** Older versions of Camel have no management server to tell it from, and no such method. */
    private static final class Callbacks extends VertxPlatformHttpServerConfiguration {

        @SuppressWarnings("unused")
        public String getServerType() {
            return "server";
        }
    }

    /** Makes it a service of the context, which starts it, and stops it after its routes. */
    public void addTo(CamelContext context) throws Exception {
        context.getRegistry().bind("kore-connection-meters", MeterSource.class,
                new ConnectionMeters(connections));
        context.getRegistry().bind("kore-door-meters", MeterSource.class, door);
        if (identity != null) {
            context.getRegistry().bind("kore-tls-meters", MeterSource.class,
                    (MeterSource) identity::register);
        }
        context.addService(this, true, true);
    }

    /** A Vert.x of its own: its transport counts the connections of this server only. */
    @Override
    protected Vertx lookupVertx() {
        return null;
    }

    @Override
    protected Vertx createVertxInstance() {
        return new VertxBuilder(new VertxOptions().setWorkerPoolSize(listen.workers()))
                .findTransport(connections.transport()).init().vertx();
    }

    @Override
    protected void startServer() throws Exception {
        VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(getCamelContext(),
                VertxPlatformHttpRouter.getRouterNameFromPort(listen.port()));
        router.route().order(FIRST).handler(door::watch);
        router.route().order(FIRST).handler(this::exactPath);
        router.route().order(FIRST).handler(Answers::readableType);
        router.route().last().handler(this::nothingElseAnswered);
        for (int status : VERTX_ANSWERS) {
            router.errorHandler(status, Answers::unserved);
        }
        http = getVertx().createHttpServer(options())
                .connectionHandler(connection -> ConnectionGuard.install(
                        connection, listen.limits(), connections))
                .requestHandler(router)
                .exceptionHandler(broken -> { });
        listen.tls().ifPresent(this::watchIdentity);
        http.listen(listen.port(), listen.host()).toCompletionStage().toCompletableFuture()
                .get(SOON_SECONDS, TimeUnit.SECONDS);
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
        listen.tls().ifPresent(tls -> options
                .setSsl(true)
                .setKeyCertOptions(KeyCertOptions.wrap(identity))
                .setEnabledSecureTransportProtocols(new LinkedHashSet<>(tls.protocols()))
                .setSslHandshakeTimeout(listen.limits().headerTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
        return options;
    }

    /** Reading files takes a worker thread, and no more than one at a time. */
    private void watchIdentity(TlsFiles files) {
        getVertx().setPeriodic(files.reload().toMillis(),
                tick -> getVertx().executeBlocking(() -> {
                    identity.refresh();
                    return null;
                }));
    }

    @Override
    public HttpServer getServer() {
        return http;
    }

    @Override
    protected void stopServer() {
        if (http != null) {
            await(http.close());
            http = null;
        }
    }

    @Override
    protected void stopVertx() {
        if (getVertx() != null) {
            await(getVertx().close());
            setVertx(null);
        }
    }

    /** A stop does not fail: what does not end in time ends with the process. */
    private static void await(Future<Void> end) {
        try {
            end.toCompletionStage().toCompletableFuture().get(SOON_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the HTTP server does not end", e);
        }
    }

    /** A path that only means one that is served, written otherwise, is another path. */
    private void exactPath(RoutingContext ctx) {
        String path = ctx.request().path();
        try {
            String meant = trimmed(ctx.normalizedPath());
            if (paths.contains(path) || paths.stream().noneMatch(p -> trimmed(p).equals(meant))) {
                ctx.next();
            } else {
                Answers.notFound(ctx);
            }
        } catch (IllegalArgumentException e) {
            Answers.malformed(ctx);
        }
    }

    static String trimmed(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
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

    /** A route for this path is to come, and goes some time. */
    void expect(String path) {
        paths.add(path);
    }

    /** A request has reached its route. */
    void reached(RoutingContext ctx) {
        door.reached(ctx);
    }

    void mounted() {
        mounted.incrementAndGet();
    }

    void unmounted() {
        mounted.decrementAndGet();
    }
}
