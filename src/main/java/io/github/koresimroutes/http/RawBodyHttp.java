package io.github.koresimroutes.http;

import io.vertx.core.VertxOptions;
import org.apache.camel.CamelContext;

/** Puts the engine that keeps raw bodies into a context whose runtime serves HTTP by Vert.x. */
public final class RawBodyHttp {

    /** The name that {@code kore.callback.engine} refers to by default. */
    public static final String ENGINE = "kore-http-engine";

    private static final String VERTX_ENGINE =
            "org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine";

    private RawBodyHttp() {
    }

    /**
     * Binds the engine where Camel's Vert.x engine is on the class path, and nothing elsewhere.
     *
     * @param workers threads that serve requests, where the runtime has not set their number itself
     */
    public static void bind(CamelContext context, int workers) {
        if (context.getClassResolver().resolveClass(VERTX_ENGINE) != null) {
            Vertx.bind(context, workers);
        }
    }

    /** Apart, so that its classes are loaded only where they are there. */
    private static final class Vertx {

        static void bind(CamelContext context, int workers) {
            RawBodyHttpEngine engine = new RawBodyHttpEngine();
            engine.setCamelContext(context);
            context.getRegistry().bind(ENGINE, engine);
            if (context.getRegistry().findByType(VertxOptions.class).isEmpty()) {
                context.getRegistry().bind("kore-vertx-options",
                        new VertxOptions().setWorkerPoolSize(workers));
            }
        }
    }
}
