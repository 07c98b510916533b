package io.github.koresimroutes.http;

import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Camel's Vert.x engine, with one difference: the body of a request is the bytes that came over
 * the wire. Camel's own consumer decodes a form and forgets its bytes, and a signature over them
 * could not be verified.
 */
public final class RawBodyHttpEngine extends VertxPlatformHttpEngine {

    private final BodyReader reader;
    private String router;

    public RawBodyHttpEngine(HttpLimits limits) {
        reader = new BodyReader(limits);
    }

    @Override
    protected void doInit() {
        // The inherited method would make this the engine of every platform-http endpoint; it
        // serves only those that name it.
    }

    /** Serves on a router of this name in the registry, and not on that of Camel's own server. */
    void serveOn(String name) {
        router = name;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        String name = router != null ? router
                : VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort());
        return new RawBodyHttpConsumer(
                endpoint, new StoredOnly(processor), List.of(reader::handle), name);
    }
}
