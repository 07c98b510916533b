package io.github.koresimroutes.http.servlet;

import io.github.koresimroutes.http.HttpLimits;
import io.github.koresimroutes.http.StoredOnly;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;

/**
 * Serves callbacks in a servlet container, through {@link CallbackFilter}: the body is the bytes that
 * came over the wire, and a client that sends slowly holds no thread.
 */
public final class ServletHttpEngine implements PlatformHttpEngine {

    private final HttpLimits limits;
    private final AtomicInteger admitted = new AtomicInteger();
    /** By path, within the application. Stopped ones stay: their path is known, and not ready. */
    private final Map<String, ServletHttpConsumer> consumers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock;
    private volatile Set<String> expected = Set.of();

    /**
     * @param context ends the engine's one thread
     * @param limits  what a client may ask of the process
     */
    public ServletHttpEngine(CamelContext context, HttpLimits limits) {
        this.limits = limits;
        this.clock = context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "kore-body-timeout");
    }

    /** Names the paths that will be served: until their routes are there, they are not ready. */
    public void expect(Set<String> paths) {
        expected = Set.copyOf(paths);
    }

    boolean expects(String path) {
        return expected.contains(path);
    }

    /** Runs something when a body should have come. */
    Future<?> atBodyTimeout(Runnable late) {
        return clock.schedule(late, limits.bodyTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        ServletHttpConsumer consumer = new ServletHttpConsumer(endpoint, new StoredOnly(processor));
        consumers.put(endpoint.getPath(), consumer);
        return consumer;
    }

    /** Who serves a path, or null. */
    ServletHttpConsumer consumer(String path) {
        return consumers.get(path);
    }

    HttpLimits limits() {
        return limits;
    }

    /** Whether one more request may come in; then {@link #leave} must be called once. */
    boolean enter() {
        if (admitted.incrementAndGet() > limits.requests()) {
            admitted.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        admitted.decrementAndGet();
    }
}
