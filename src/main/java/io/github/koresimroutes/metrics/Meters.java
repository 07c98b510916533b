package io.github.koresimroutes.metrics;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Where a {@link MeterSource} tells what it measures. It knows no metrics library, so that parts of
 * the bundle can be measured, and do without one.
 *
 * <p>Tags are names and values in turn.
 */
public interface Meters {

    /** A number that only grows, from 0 at the start; its name has no {@code _total}. */
    void counter(String name, String meaning, LongSupplier total, String... tags);

    /** A number that goes up and down; NaN where it is not known. */
    void gauge(String name, String meaning, DoubleSupplier value, String... tags);

    /** How often something was done, and how long it took in all; the name has no unit. */
    void timer(String name, String meaning, LongSupplier count, LongSupplier nanos,
            String... tags);
}
