package io.github.koresimroutes.dispatch;

import java.time.Duration;

/**
 * How a lane stands, as the journal knows it.
 *
 * @param lane     from 0
 * @param lanes    how many lanes its epoch has
 * @param epoch    rises with each change of the number of lanes, and with each new baton
 * @param sequence of the baton that was received last
 * @param halted   why it is halted; null where it runs
 * @param waiting  whether its first baton is awaited
 * @param silent   how long its baton has not been held, to within a few seconds
 */
public record LaneStatus(int lane, int lanes, long epoch, long sequence, String halted,
        boolean waiting, Duration silent) {

    /** The same, silent for no longer than that. */
    LaneStatus silentAtMost(Duration limit) {
        return silent.compareTo(limit) <= 0 ? this
                : new LaneStatus(lane, lanes, epoch, sequence, halted, waiting, limit);
    }
}
