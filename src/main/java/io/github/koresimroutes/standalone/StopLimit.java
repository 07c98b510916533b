package io.github.koresimroutes.standalone;

import io.github.koresimroutes.camel.GivenSettings;
import io.github.koresimroutes.config.Settings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stop that goes through to its end, and takes no longer than {@code kore.stop.timeout}, whatever
 * hangs. Camel has two thirds of that time to finish what is under way. At the end of it the
 * process is cut off, which loses nothing: it is what every crash does.
 */
final class StopLimit extends MainListenerSupport {

    /** As after a stop in good order by SIGTERM. */
    static final int EXIT_CODE = 143;

    private static final Logger LOG = LoggerFactory.getLogger(StopLimit.class);

    private final CountDownLatch ended = new CountDownLatch(1);
    private Duration limit;

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        limit = new Settings(
                new GivenSettings(main.getCamelContext().getPropertiesComponent())::resolve)
                .duration("kore.stop.timeout");
        int graceful = (int) Math.max(1, limit.toSeconds() * 2 / 3);
        main.configure().withShutdownTimeout(graceful);
        main.getCamelContext().getShutdownStrategy().setTimeout(graceful);
        // Camel's own hook lets the process go when any context has ended, and that of the teams'
        // routes ends before journal, pools and broker are closed.
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitEnd, "kore-stop"));
    }

    /** Notes that nothing is open any more, whether after a stop or after a start that failed. */
    void ended() {
        ended.countDown();
    }

    private void awaitEnd() {
        try {
            // A start that hangs may never end; where a stop does, the cut-off comes first.
            ended.await(limit.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        Thread cutOff = new Thread(this::cutOff, "kore-stop-limit");
        cutOff.setDaemon(true);
        cutOff.start();
    }

    private void cutOff() {
        try {
            Thread.sleep(limit.toMillis());
        } catch (InterruptedException e) {
            return;
        }
        LOG.warn("not stopped within kore.stop.timeout ({} s), so cut off; what was answered 200"
                + " is stored, and a batch that was under way is rolled back", limit.toSeconds());
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
