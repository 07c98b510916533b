package io.github.koresimroutes.http;

import io.github.koresimroutes.http.servlet.ServletHttpEngine;
import io.github.koresimroutes.http.servlet.Unlisted;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.service.ServiceSupport;

/** Puts the engine that keeps raw bodies into a context. */
public final class RawBodyHttp {

    /** The name that {@code kore.callback.engine} refers to by default. */
    public static final String ENGINE = "kore-http-engine";

    /**
     * Exchange property: when the request was complete, by {@link System#nanoTime}. Waiting for a
     * thread counts as waiting.
     */
    public static final String ARRIVED = "KoreArrived";

    /** Exchange property: set once the journal has the event. Without it no answer is a 2xx. */
    public static final String IN_JOURNAL = "KoreInJournal";

    private static final String VERTX_ENGINE =
            "org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine";

    private static final String SERVLET = "jakarta.servlet.Filter";

    private RawBodyHttp() {
    }

    /**
     * Binds the engine for Vert.x where Camel's is on the class path; otherwise the one for servlets,
     * where there are any. One that the runtime has bound stays.
     */
    public static void bind(CamelContext context, HttpLimits limits) {
        if (context.getRegistry().lookupByName(ENGINE) != null) {
            return;
        }
        if (context.getClassResolver().resolveClass(VERTX_ENGINE) != null) {
            Vertx.bind(context, limits);
        } else if (context.getClassResolver().resolveClass(SERVLET) != null) {
            Servlets.bind(context, limits);
        }
    }

    /**
     * Answers 503 where a server of the runtime has no route for a path yet, or none any more:
     * Camel's own answers 404, which KORE takes as final.
     *
     * @param paths those that callbacks will come to
     */
    public static void notReady(CamelContext context, Set<String> paths) throws Exception {
        if (context.getClassResolver().resolveClass(VERTX_ENGINE) != null) {
            // After the servers that were added before it, and before the routes.
            context.addService(new ServiceSupport() {
                @Override
                protected void doStart() {
                    Vertx.notReady(context, paths);
                }
            }, true, false);
        }
    }

    /** Apart, like the next one, so that its classes are loaded only where they are there. */
    private static final class Vertx {

        static void bind(CamelContext context, HttpLimits limits) {
            RawBodyHttpEngine engine = new RawBodyHttpEngine(limits);
            engine.setCamelContext(context);
            context.getRegistry().bind(ENGINE, engine);
        }

        static void notReady(CamelContext context, Set<String> paths) {
            context.getRegistry().findByType(VertxPlatformHttpRouter.class).forEach(router ->
                    router.route().last().handler(ctx -> {
                        if (paths.stream().anyMatch(path -> means(ctx, path))) {
                            Answers.notReady(ctx);
                        } else {
                            ctx.next();
                        }
                    }));
        }

        /** As the route would take it. */
        private static boolean means(RoutingContext ctx, String path) {
            String mount = ctx.mountPoint() == null ? "" : CallbackServer.trimmed(ctx.mountPoint());
            return CallbackServer.trimmed(ctx.normalizedPath())
                    .equals(mount + CallbackServer.trimmed(path));
        }
    }

    private static final class Servlets {

        static void bind(CamelContext context, HttpLimits limits) {
            context.addLifecycleStrategy(new Unlisted());
            context.getRegistry().bind(ENGINE, new ServletHttpEngine(context, limits));
        }
    }
}
