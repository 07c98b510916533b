package io.github.koresimroutes.metrics;

/**
 * A part of the bundle that is measured. Those that are bound in Camel's registry when the context
 * has started are asked once, if there is a metrics library to tell.
 */
public interface MeterSource {

    /** Names the meters, which are read whenever somebody asks for them: reading must be quick. */
    void register(Meters meters);

    /**
     * Fetches what takes longer, on a thread of its own, every few seconds. It does not throw.
     */
    default void refresh() {
        // most have nothing to fetch
    }
}
