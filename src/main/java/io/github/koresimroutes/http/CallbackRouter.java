package io.github.koresimroutes.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Takes callbacks before anything else in an application can read their body, where the application
 * has a Vert.x router of its own, and lets all else pass.
 */
public final class CallbackRouter {

    private static final String NAME = "kore-http-router";

    private volatile Serving serving;

    /** Goes first on an application's router. */
    public void install(Router application) {
        application.route().order(Integer.MIN_VALUE).handler(this::handle);
    }

    /**
     * Serves from now on: before, the paths are not known.
     *
     * @param context has the engine that {@link RawBodyHttp} binds, and no routes that run yet
     * @param vertx   the application's
     * @param paths   those that will be served: until their routes are there, they are not ready
     */
    public void serve(CamelContext context, Vertx vertx, Set<String> paths) {
        Router router = Router.router(vertx);
        router.route().order(Integer.MIN_VALUE).handler(Answers::readableType);
        router.route().last().handler(Answers::notReady)
                .failureHandler(new Answers(null)::failure);
        context.getRegistry().bind(NAME, VertxPlatformHttpRouter.class,
                new VertxPlatformHttpRouter(null, vertx, router, NAME));
        context.getRegistry().lookupByNameAndType(RawBodyHttp.ENGINE, RawBodyHttpEngine.class)
                .serveOn(NAME);
        serving = new Serving(router, Set.copyOf(paths));
    }

    private void handle(RoutingContext ctx) {
        Serving now = serving;
        if (now == null) {
            // KORE tries again within seconds; by then the routes may be there.
            if (ctx.request().getHeader(RequestHeaders.SIGNATURE) != null) {
                Answers.andClose(ctx, 503);
            } else {
                ctx.next();
            }
        } else if (now.paths.contains(path(ctx))) {
            now.router.handleContext(ctx);
        } else {
            ctx.next();
        }
    }

    /** As it was sent: neither decoded nor made shorter. */
    private static String path(RoutingContext ctx) {
        String path = ctx.request().path();
        String mount = ctx.mountPoint() == null ? "" : ctx.mountPoint().replaceFirst("/$", "");
        return path != null && path.startsWith(mount) ? path.substring(mount.length()) : path;
    }

    /** Once it serves. */
    private record Serving(Router router, Set<String> paths) {
    }
}
