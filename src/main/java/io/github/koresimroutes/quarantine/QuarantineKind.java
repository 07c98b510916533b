package io.github.koresimroutes.quarantine;

import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.CallbackShape;
import io.github.koresimroutes.callback.Refusal;
import java.util.Locale;

/**
 * What a refused callback may be. Each kind has a budget, a queue and a share of each transaction
 * of its own, so that no flood of one can push out another.
 */
public enum QuarantineKind {

    /** It has the shape of KORE's callbacks: mostly secret or URL in our settings are wrong. */
    LIKELY(512, 128),

    /**
     * Its signature is right and its body nothing that KORE sends. Apart from the likely ones,
     * because whoever has one captured callback can make as many of these as he likes.
     */
    MALFORMED(32, 16),

    /** Anything else. */
    REST(32, 16);

    private final int queue;
    private final int share;

    QuarantineKind(int queue, int share) {
        this.queue = queue;
        this.share = share;
    }

    /** How many may wait in memory. */
    int queue() {
        return queue;
    }

    /** How many of them one transaction takes. */
    int share() {
        return share;
    }

    /** The name of its settings: {@code kore.quarantine.<label>-count}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static QuarantineKind of(CallbackRequest request, Refusal refusal, CallbackShape shape) {
        if (refusal.signedButMalformed()) {
            return MALFORMED;
        }
        return shape.isLikely(request) ? LIKELY : REST;
    }
}
