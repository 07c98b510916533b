package io.github.koresimroutes.callback;

/**
 * A request that is not taken, because taking it again can never help. Its message is the one-line
 * reason that the client is told: fixed text, with no secret and nothing of the request in it.
 */
public final class CallbackRefusedException extends Exception {

    private final Refusal refusal;

    public CallbackRefusedException(Refusal refusal) {
        // No stack trace: refusals are answers, and an attacker chooses how many there are.
        super(refusal.reason(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** The HTTP status to answer with. */
    public int status() {
        return refusal.status();
    }
}
