package io.github.koresimroutes.camel;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.ExchangeHelper;

/**
 * Which routes get the events: those of the bundle's own context, or of another one, that may be
 * replaced while events are dispatched. A batch keeps to the routes that it began with.
 */
public final class Routing {

    /** Its name in the registry of the bundle's context. */
    static final String NAME = "kore-routing";

    /** The component's name in the bundle's own context, where an application may have its own jms. */
    static final String OWN_JMS = "kore-jms";
    private static final String ROUTE_BY_STATUS = "direct:route-by-status";

    private final CamelContext own;
    private final Supplier<Component> jms;
    /** Guarded by this. */
    private Routes current;

    /**
     * @param own the bundle's context, whose routes get the events until others are set
     * @param jms makes the component of one context
     */
    Routing(CamelContext own, Supplier<Component> jms) {
        this.own = own;
        this.jms = jms;
        this.current = new Routes(own, null, own.createProducerTemplate());
    }

    /** The routing of a context that has the bundle. */
    public static Routing of(CamelContext context) {
        return context.getRegistry().lookupByNameAndType(NAME, Routing.class);
    }

    /** Gives the bundle's own context the component for batons and all that is sent with them. */
    void furnishOwn() {
        own.addComponent(OWN_JMS, jms.get());
    }

    /** Gives a context whose routes shall get events the component that sends them. */
    public void furnish(CamelContext context) {
        context.addComponent("jms", jms.get());
    }

    /**
     * From the next batch on, events go to the routes of a context; batches under way end with the
     * routes that they began with.
     *
     * @param context has a route from {@code direct:route-by-status}, and is started
     * @param name    the hash of its set of routes, for the journal
     * @return the routes up to now; {@link #awaitUnused} tells when no batch has them any more
     */
    public synchronized Routes replace(CamelContext context, String name) {
        Routes before = current;
        current = new Routes(context, name, context.createProducerTemplate());
        return before;
    }

    /**
     * Waits until no batch is routed by routes that were replaced.
     *
     * @return false where one still is at the end of the time
     */
    public synchronized boolean awaitUnused(Routes routes, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (routes.batches > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** For a batch that begins; {@link #release} follows. */
    synchronized Routes acquire() {
        current.batches++;
        return current;
    }

    synchronized void release(Routes routes) {
        routes.batches--;
        notifyAll();
    }

    /** Routes that get events. */
    public final class Routes {

        private final CamelContext context;
        private final String name;
        private final ProducerTemplate template;
        /** Guarded by the routing. */
        private int batches;

        private Routes(CamelContext context, String name, ProducerTemplate template) {
            this.context = context;
            this.name = name;
            this.template = template;
        }

        /** The hash of their set; null where there is none. */
        String name() {
            return name;
        }

        /**
         * Sends a copy of the exchange to them, on this thread and so in this JMS transaction. What
         * they do to their exchange, a stop or a handled error, ends there.
         *
         * @throws Exception an error that they leave
         */
        void send(Exchange exchange) throws Exception {
            Exchange copy = context == own ? exchange.copy()
                    : ExchangeHelper.copyExchangeWithProperties(exchange, context);
            copy.setPattern(ExchangePattern.InOnly);
            template.send(ROUTE_BY_STATUS, copy);
            if (copy.getException() != null) {
                throw copy.getException();
            }
        }
    }
}
