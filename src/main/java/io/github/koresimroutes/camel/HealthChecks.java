package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.Dispatcher;
import io.github.koresimroutes.journal.EventJournal;
import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;

/**
 * What the health endpoints ask. Ready: the journal takes events, and the routes run. Live: Camel's
 * own check of the process. The whole: these, the broker and dispatch as well.
 */
public final class HealthChecks {

    private HealthChecks() {
    }

    /** Also watches the broker where nobody asks for health, for the log. */
    static void register(CamelContext context, CallbackHealthCheck callbacks,
            EventJournal journal, Dispatcher dispatcher, ConnectionFactory connections,
            String queue, Duration alarmAfter) throws Exception {
        BrokerWatch watch = new BrokerWatch(connections, queue);
        context.addService(watch, true, true);
        add(context, callbacks);
        add(context, new BoundedCheck(new JournalHealthCheck(journal)));
        add(context, new BrokerHealthCheck(watch));
        add(context, new BoundedCheck(new DispatchHealthCheck(dispatcher, alarmAfter)));
    }

    /** Adds a check where the runtime has a registry for them. */
    public static void add(CamelContext context, HealthCheck check) {
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        if (health != null) {
            health.register(check);
        }
    }
}
