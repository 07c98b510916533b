package io.github.koresimroutes.dispatch;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How the dispatcher works.
 *
 * @param lanes        how many lanes a new journal gets, and an older one must have; empty for one
 *                     in a new journal, and for as many as an older one has
 * @param batchSize    how many events one JMS transaction takes at the most
 * @param idleWait     the longest wait for an event inside one JMS transaction
 * @param pollInterval how often the journal is asked for events that another process stored
 * @param attempts     how often an event's route may fail before the event is set aside
 * @param retryPause   how long such an event waits for its next try
 * @param copyFailed   whether what is set aside is also put on a queue
 */
public record DispatchSettings(OptionalInt lanes, int batchSize, Duration idleWait, Duration pollInterval,
        int attempts, Duration retryPause, boolean copyFailed) {
}
