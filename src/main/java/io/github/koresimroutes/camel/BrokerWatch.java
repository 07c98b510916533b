package io.github.koresimroutes.camel;

import io.github.koresimroutes.outage.OutageLog;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker every few seconds whether it answers, in threads of its own: a broker that says
 * nothing holds up nobody else. Tells the log when that begins and ends.
 */
final class BrokerWatch extends ServiceSupport {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(8);

    private final ConnectionFactory factory;
    private final String queue;
    private final OutageLog outage = new OutageLog(
            LoggerFactory.getLogger("io.github.koresimroutes.broker"),
            "the broker does not answer, so events wait in the journal", "tries failed");
    private ScheduledExecutorService threads;
    private volatile String trouble;
    private volatile long asked;
    private volatile boolean asking;

    /** @param queue one of the bundle's own queues; that it can be read is the question asked */
    BrokerWatch(ConnectionFactory factory, String queue) {
        this.factory = factory;
        this.queue = queue;
    }

    /** What is wrong with the broker; empty where it answers. Never waits. */
    Optional<String> trouble() {
        return silence().or(() -> Optional.ofNullable(trouble));
    }

    private Optional<String> silence() {
        long silence = System.nanoTime() - asked;
        return asking && silence > LONGEST_SILENCE.toNanos()
                ? Optional.of("no answer for " + TimeUnit.NANOSECONDS.toSeconds(silence) + " s")
                : Optional.empty();
    }

    @Override
    protected void doStart() {
        threads = Executors.newScheduledThreadPool(2, work -> {
            Thread own = new Thread(work, "kore-broker-watch");
            own.setDaemon(true);
            return own;
        });
        // After the first pause, as the broker may start together with this process.
        threads.scheduleWithFixedDelay(this::look,
                1, INTERVAL.toSeconds(), TimeUnit.SECONDS);
        // In another thread, as the first one hangs where the broker says nothing.
        threads.scheduleWithFixedDelay(() -> silence().ifPresent(outage::failed),
                1, INTERVAL.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() {
        // Not waited for: it may hang in a call to the broker.
        threads.shutdownNow();
    }

    private void look() {
        asked = System.nanoTime();
        asking = true;
        try {
            ask();
            trouble = null;
            outage.works();
        } catch (JMSException | RuntimeException e) {
            if (!isStoppingOrStopped()) {
                trouble = reason(e);
                outage.failed(trouble);
            }
        } finally {
            asking = false;
        }
    }

    /** A pooled connection that exists proves nothing, so this asks for an answer. */
    private void ask() throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            connection.start();
            browser.getEnumeration();
        }
    }

    private static String reason(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        String kind = last.getClass().getSimpleName();
        if (failure instanceof JMSSecurityException) {
            kind = "it refuses the bundle a right (docs/go-to-production.md)";
        }
        String message = last.getMessage() == null ? "" : ": " + last.getMessage();
        // It stands in the health endpoint's JSON, which Camel does not escape.
        return (kind + message).replaceAll("[\"\\\\\\p{Cntrl}]", " ");
    }
}
