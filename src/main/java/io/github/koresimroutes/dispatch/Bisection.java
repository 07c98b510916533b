package io.github.koresimroutes.dispatch;

/**
 * How many events the next batch takes. A batch that the broker refuses again and again is halved,
 * until it holds the one event that the broker does not take.
 */
final class Bisection {

    /** A broker that fails for another reason has that many chances before the batch is halved. */
    static final int REFUSALS = 3;

    private final int most;
    private int limit;
    private int refusals;

    /** @param most the size of a batch in good times */
    Bisection(int most) {
        this.most = most;
        this.limit = most;
    }

    int limit() {
        return limit;
    }

    /**
     * Notes that a batch was rolled back, and no event of it is known to be the reason.
     *
     * @param size how many events it had
     * @return whether the batch's one event may be the reason
     */
    boolean refused(int size) {
        refusals++;
        if (refusals < REFUSALS || size == 0) {
            return false;
        }
        limit = Math.max(1, size / 2);
        return size == 1;
    }

    /** Notes that a batch with events was committed. */
    void committed() {
        limit = (int) Math.min(most, 2L * limit);
        refusals = limit == most ? 0 : REFUSALS - 1;
    }
}
