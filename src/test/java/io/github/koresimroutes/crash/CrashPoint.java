package io.github.koresimroutes.crash;

import io.github.koresimroutes.dispatch.Batch;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.InterceptStrategy;

/**
 * Ends the bundle's process at one step of its routes, so that no luck is needed to hit a moment.
 * Camel finds it on the class path of the process under test (META-INF/services), and it works on
 * any route files, the shipped ones too; without its system properties it does nothing.
 */
public final class CrashPoint implements ContextServicePlugin, InterceptStrategy {

    /** Printed by a process that waits at its point. */
    static final String WAITING = "waits at the crash point";

    private final AtomicInteger passages = new AtomicInteger();
    private final String step = System.getProperty("crash.point.step");
    private final boolean after = Boolean.getBoolean("crash.point.after");
    private final int passage = Integer.getInteger("crash.point.passage", 1);
    private final long delayMillis = Long.getLong("crash.point.delay", 0);
    private final boolean halting = Boolean.getBoolean("crash.point.halting");

    /** System properties for a process that is to end at the n-th passage of a step. */
    static Map<String, String> before(String step, int passage) {
        return properties(step, false, passage, 0, true);
    }

    /** The same, when the step is done. */
    static Map<String, String> after(String step, int passage) {
        return properties(step, true, passage, 0, true);
    }

    /** The same, but time passes first: enough for an answer that does not wait for the step. */
    static Map<String, String> lateBefore(String step, int passage) {
        return properties(step, false, passage, 500, true);
    }

    /** For one that stays alive, and waits at the n-th passage of a step. */
    static Map<String, String> waitBefore(String step, int passage, long millis) {
        return properties(step, false, passage, millis, false);
    }

    /** The same, when the first passage is done. */
    static Map<String, String> waitAfter(String step, long millis) {
        return properties(step, true, 1, millis, false);
    }

    private static Map<String, String> properties(
            String step, boolean after, int passage, long delayMillis, boolean halting) {
        return Map.of("crash.point.step", step,
                "crash.point.after", Boolean.toString(after),
                "crash.point.passage", Integer.toString(passage),
                "crash.point.delay", Long.toString(delayMillis),
                "crash.point.halting", Boolean.toString(halting));
    }

    @Override
    public void load(CamelContext context) {
        if (step != null) {
            context.getCamelContextExtension().addInterceptStrategy(this);
        }
    }

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode definition,
            Processor target, Processor nextTarget) {
        if (!definition.getId().equals(step)) {
            return target;
        }
        return exchange -> {
            if (!after) {
                pass(exchange);
            }
            target.process(exchange);
            if (after) {
                pass(exchange);
            }
        };
    }

    private void pass(Exchange exchange) throws InterruptedException {
        Batch batch = exchange.getProperty("KoreBatch", Batch.class);
        boolean idle = batch != null && batch.entries().isEmpty();
        if (idle || passages.incrementAndGet() != passage) {
            return;
        }
        System.out.println((halting ? "halts " : WAITING + " ") + step);
        Thread.sleep(delayMillis);
        if (halting) {
            // As kill -9 does: no shutdown hook, nothing is closed.
            Runtime.getRuntime().halt(137);
        }
    }
}
