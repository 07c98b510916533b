package io.github.koresimroutes.journal;

import java.time.Duration;
import java.util.Objects;

/**
 * How the journal accepts events.
 *
 * @param migrate       whether the schema is made and upgraded at start, which needs Flyway; else
 *                      it must be there already
 * @param acceptTimeout how long a caller waits for its event to be durable; 1 ms or more, and well
 *                      below the time that KORE waits for an answer
 * @param acceptQueue   how many events may wait to be stored; one more is refused at once
 * @param batchSize     how many events share one commit at most
 */
public record JournalSettings(
        boolean migrate, Duration acceptTimeout, int acceptQueue, int batchSize) {

    public JournalSettings {
        Objects.requireNonNull(acceptTimeout, "acceptTimeout");
        if (acceptTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("The accept timeout must be 1 ms or more");
        }
        if (acceptQueue < 1 || batchSize < 1) {
            throw new IllegalArgumentException("Accept queue and batch size must be 1 or more");
        }
    }
}
