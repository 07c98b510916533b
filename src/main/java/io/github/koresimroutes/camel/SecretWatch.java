package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.SecretStore;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the secrets' files again every few seconds while the Camel context runs. */
final class SecretWatch extends ServiceSupport implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(SecretWatch.class);
    // By content, not by the file system's events: those miss what Kubernetes does with links.
    private static final long INTERVAL_SECONDS = 5;

    private final SecretStore secrets;
    private CamelContext camelContext;
    private ScheduledExecutorService thread;

    SecretWatch(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    protected void doStart() {
        for (String label : secrets.absent()) {
            LOG.info("there is no secret '{}' yet: its file is read when it is there", label);
        }
        thread = camelContext.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "kore-secrets");
        thread.scheduleWithFixedDelay(
                this::refresh, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    /** Whatever happens, the thread goes on. */
    private void refresh() {
        try {
            secrets.refresh();
        } catch (RuntimeException e) {
            LOG.error("The secrets cannot be read again: {}", e.getClass().getSimpleName());
        }
    }

    @Override
    protected void doStop() {
        if (thread != null) {
            camelContext.getExecutorServiceManager().shutdownNow(thread);
        }
    }
}
