package io.github.koresimroutes.fuzz;

import io.github.koresimroutes.callback.CallbackRefusedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * What went wrong in the bundle and below it, on whatever thread: uncaught exceptions, failed
 * exchanges, errors in the log, and warnings with an exception. What other tests of the same
 * process leave behind is not heard.
 */
final class Troubles extends EventNotifierSupport {

    private static final int MOST = 10;
    private static final List<String> LOGGERS =
            List.of("io.github.koresimroutes", "io.netty", "io.vertx", "org.apache.camel");
    private static final String KNOWN = "Http1xServerResponse.ended()";
    private static final List<String> THREADS = List.of("vert.x-", "kore", "main");

    private final Queue<String> found = new ConcurrentLinkedQueue<>();

    /** Begins to listen; what the log says is only heard. */
    static Troubles watch() {
        Troubles troubles = new Troubles();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            if (THREADS.stream().anyMatch(thread.getName()::contains)) {
                troubles.add("uncaught in " + thread.getName(), thrown);
            }
        });
        LoggerContext log = (LoggerContext) LogManager.getContext(false);
        LoggerConfig root = log.getConfiguration().getRootLogger();
        root.getAppenders().keySet().forEach(root::removeAppender);
        Ear ear = troubles.new Ear();
        ear.start();
        root.setLevel(Level.WARN);
        root.addAppender(ear, Level.WARN, null);
        log.updateLoggers();
        return troubles;
    }

    /** Ends it: the log speaks again. */
    static void stopWatching() {
        Thread.setDefaultUncaughtExceptionHandler(null);
        ((LoggerContext) LogManager.getContext(false)).reconfigure();
    }

    void add(String where, Throwable thrown) {
        if (found.size() < MOST) {
            StringWriter trace = new StringWriter();
            if (thrown != null) {
                thrown.printStackTrace(new PrintWriter(trace));
            }
            found.add(where + "\n" + trace);
        }
    }

    /** @throws AssertionError with all that was found since the last time */
    void requireNone() {
        if (!found.isEmpty()) {
            String all = String.join("\n", found);
            found.clear();
            throw new AssertionError(all);
        }
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.ExchangeFailedEvent
                || event instanceof CamelEvent.ExchangeFailureHandledEvent) {
            Exchange exchange = ((ExchangeEvent) event).getExchange();
            Exception failure = exchange.getException() != null ? exchange.getException()
                    : exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
            if (!(failure instanceof CallbackRefusedException)) {
                add("failed exchange", failure);
            }
        }
    }

    private final class Ear extends AbstractAppender {

        private Ear() {
            super("fuzz-ear", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            boolean ours = LOGGERS.stream().anyMatch(event.getLoggerName()::startsWith);
            // Vert.x logs it where a connection ends between two requests.
            ours &= !event.getMessage().getFormattedMessage().contains(KNOWN);
            boolean bad = event.getLevel().isMoreSpecificThan(Level.ERROR)
                    || event.getThrown() != null;
            if (ours && bad) {
                add("logged by " + event.getLoggerName() + ": "
                        + event.getMessage().getFormattedMessage(), event.getThrown());
            }
        }
    }
}
