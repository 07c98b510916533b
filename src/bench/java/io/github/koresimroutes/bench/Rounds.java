package io.github.koresimroutes.bench;

import java.util.List;

/**
 * How long and how often is measured.
 *
 * @param count   rounds; in each, everything that is compared has its turn
 * @param seconds of one measurement
 * @param warmUp  seconds before the first round, in which each process compiles what it runs
 * @param connections how many at once, one number after the other
 * @param only    what is measured of what could be compared; empty for all
 */
record Rounds(int count, double seconds, double warmUp, List<Integer> connections,
        List<String> only) {

    /** Whether it is only to be seen that all of it works: then less of it is enough. */
    boolean trial() {
        return seconds < 5;
    }

    boolean has(String subject) {
        return only.isEmpty() || only.contains(subject);
    }
}
