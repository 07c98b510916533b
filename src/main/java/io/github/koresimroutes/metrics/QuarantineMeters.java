package io.github.koresimroutes.metrics;

import io.github.koresimroutes.quarantine.QuarantineArchive;
import io.github.koresimroutes.quarantine.QuarantineCounts;
import io.github.koresimroutes.quarantine.QuarantineKind;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the quarantine: what it holds, and what this instance could not keep. */
public final class QuarantineMeters implements MeterSource {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineMeters.class);

    private final QuarantineArchive archive;
    private final QuarantineCounts counts;
    private volatile Map<QuarantineKind, Long> levels;

    public QuarantineMeters(QuarantineArchive archive, QuarantineCounts counts) {
        this.archive = archive;
        this.counts = counts;
    }

    @Override
    public void refresh() {
        try {
            levels = archive.levels();
        } catch (Exception e) {
            // The health check and the writer tell of the trouble itself.
            LOG.debug("The levels of the quarantine cannot be read", e);
            levels = null;
        }
    }

    @Override
    public void register(Meters meters) {
        for (QuarantineKind kind : QuarantineKind.values()) {
            meters.gauge("kore.quarantine", "Refused callbacks that are kept",
                    () -> level(kind), "kind", kind.label());
            meters.counter("kore.quarantine.dropped",
                    "Refused callbacks that could not be kept", () -> counts.droppedOf(kind),
                    "kind", kind.label());
            meters.counter("kore.quarantine.evicted",
                    "Refused callbacks that were removed for newer ones of their kind",
                    () -> counts.evictedOf(kind), "kind", kind.label());
        }
    }

    private double level(QuarantineKind kind) {
        Map<QuarantineKind, Long> known = levels;
        return known == null ? Double.NaN : known.getOrDefault(kind, 0L);
    }
}
