package io.github.koresimroutes.metrics;

import io.github.koresimroutes.config.Libraries;
import io.github.koresimroutes.journal.EventJournal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;

/**
 * Measures the bundle where the runtime has Micrometer and a registry for it; elsewhere it does
 * nothing. Other parts add meters by a {@link MeterSource} in Camel's registry.
 */
public final class BundleMetrics implements StartupListener {

    /** Without it there are no meters. */
    public static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";
    private static final long REFRESH_SECONDS = 10;
    private static final String METERS = "kore-meters";

    private BundleMetrics() {
    }

    /** Prepares the meters; they are registered when the context has started. */
    public static void install(CamelContext context, EventJournal journal) throws Exception {
        if (!Libraries.has(MICROMETER)) {
            return;
        }
        CallbackMeters callbacks = new CallbackMeters();
        context.getManagementStrategy().addEventNotifier(callbacks);
        context.getRegistry().bind("kore-callback-meters", MeterSource.class, callbacks);
        context.getRegistry().bind("kore-journal-meters", MeterSource.class,
                new JournalMeters(journal));
        context.addStartupListener(new BundleMetrics());
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        Optional<Meters> found = MicrometerMeters.in(context.getRegistry());
        // Camel Main tells of a start more than once.
        if (found.isEmpty() || context.getRegistry().lookupByName(METERS) != null) {
            return;
        }
        Meters meters = found.get();
        // Micrometer holds weakly what it reads, and Camel a listener only while it starts.
        context.getRegistry().bind(METERS, Meters.class, meters);
        Set<MeterSource> sources = context.getRegistry().findByType(MeterSource.class);
        sources.forEach(source -> source.register(meters));
        ScheduledExecutorService thread = context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "kore-metrics");
        thread.scheduleWithFixedDelay(() -> sources.forEach(MeterSource::refresh), 0, REFRESH_SECONDS, TimeUnit.SECONDS);
    }
}
