package io.github.koresimroutes.standalone;

import io.github.koresimroutes.camel.GivenSettings;
import io.github.koresimroutes.config.Settings;
import java.time.Duration;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stop that takes no longer than {@code kore.stop.timeout}, whatever hangs. Camel has two thirds
 * of that time to finish what is under way. At the end of it the process is cut off, which loses
 * nothing: it is what every crash does.
 */
final class StopLimit extends MainListenerSupport {

    /** As after a stop in good order by SIGTERM. */
    static final int EXIT_CODE = 143;

    private static final Logger LOG = LoggerFactory.getLogger(StopLimit.class);

    private Duration limit;

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        limit = new Settings(
                new GivenSettings(main.getCamelContext().getPropertiesComponent())::resolve)
                .duration("kore.stop.timeout");
        int graceful = (int) Math.max(1, limit.toSeconds() * 2 / 3);
        main.configure().withShutdownTimeout(graceful);
        main.getCamelContext().getShutdownStrategy().setTimeout(graceful);
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
