package io.github.koresimroutes.camel;

import io.github.koresimroutes.callback.Refusal;
import io.github.koresimroutes.outage.OutageLog;
import io.github.koresimroutes.quarantine.QuarantineKind;
import org.slf4j.LoggerFactory;

/**
 * Tells when what looks like KORE's is refused: mostly by a wrong secret or URL of our own. Strangers
 * can cause that, too, but never more than two lines a minute.
 */
final class RefusalLog {

    private final OutageLog outage = new OutageLog(
            LoggerFactory.getLogger("io.github.koresimroutes.receive.likely"),
            "callbacks that look like KORE's are refused", "were refused");

    void refused(QuarantineKind kind, Refusal refusal, String endpoint) {
        // What is signed for another account is told by the route, each time.
        if (kind == QuarantineKind.LIKELY && !refusal.signed()) {
            outage.failed(refusal.logged() + " at " + endpoint + ". Is its secret or URL wrong? What is"
                    + " refused is kept: docs/quarantine.md");
        }
    }

    /** One was verified and is an event. */
    void taken() {
        outage.works();
    }
}
