package io.github.koresimroutes.routetest;

import java.time.Duration;
import java.util.List;

/**
 * How a test went.
 *
 * @param test     the test
 * @param failures what is not as expected, a few lines each; empty where it passed
 * @param took     how long it ran
 */
public record Verdict(RouteTest test, List<String> failures, Duration took) {

    public Verdict {
        failures = List.copyOf(failures);
    }

    /** Whether all is as expected. */
    public boolean isPassed() {
        return failures.isEmpty();
    }
}
