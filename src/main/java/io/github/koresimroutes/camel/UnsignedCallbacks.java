package io.github.koresimroutes.camel;

import io.github.koresimroutes.metrics.MeterSource;
import io.github.koresimroutes.metrics.Meters;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** GET callbacks: told when the first one comes, and counted. */
final class UnsignedCallbacks implements MeterSource {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.koresimroutes.receive");

    private final AtomicLong taken = new AtomicLong();

    /** Notes one that was taken. */
    void note() {
        if (taken.getAndIncrement() == 0) {
            LOG.warn("a GET callback was taken: nobody signed what it says. It is flagged"
                    + " `unsigned`, as all that follow are; they are told no more");
        }
    }

    @Override
    public void register(Meters meters) {
        meters.counter("kore.callbacks.unsigned",
                "GET callbacks that were taken, of which KORE signs no parameter", taken::get);
    }
}
