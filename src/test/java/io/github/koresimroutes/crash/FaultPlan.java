package io.github.koresimroutes.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * An endless list of faults that depends on its seed only, so that a run can be repeated. Each kind
 * comes before any comes again.
 */
final class FaultPlan {

    private static final int LONGEST_MILLIS = 4_000;
    private static final int OVERLAPS_ONE_IN = 4;

    private final Random random;
    private final List<FaultKind> kinds;
    private final int instances;
    private final int longestPauseMillis;
    private final List<FaultKind> round = new ArrayList<>();

    FaultPlan(long seed, List<FaultKind> kinds, int instances, int longestPauseMillis) {
        this.random = new Random(seed);
        this.kinds = List.copyOf(kinds);
        this.instances = instances;
        this.longestPauseMillis = longestPauseMillis;
    }

    Fault next() {
        if (round.isEmpty()) {
            round.addAll(kinds);
            Collections.shuffle(round, random);
        }
        FaultKind kind = round.remove(0);
        long millis = random.nextInt(LONGEST_MILLIS);
        if (kind == FaultKind.PAUSE_INSTANCE) {
            millis += Installation.INACTIVITY_MILLIS + 1_000;
        }
        return new Fault(kind, 1 + random.nextInt(instances), millis,
                random.nextInt(OVERLAPS_ONE_IN) == 0, random.nextInt(longestPauseMillis));
    }
}
