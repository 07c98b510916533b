package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.LaneStatus;
import io.github.koresimroutes.outage.OutageLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of a lane that stands still: when that begins, now and then, and when it ends. */
final class LaneLog {

    private final Logger log;
    private final Duration alarmAfter;
    private final Map<Integer, OutageLog> outages = new ConcurrentHashMap<>();

    /** @param alarmAfter how long a lane's baton may not come */
    LaneLog(Duration alarmAfter) {
        this(alarmAfter, LoggerFactory.getLogger("io.github.koresimroutes.dispatch"));
    }

    LaneLog(Duration alarmAfter, Logger log) {
        this.log = log;
        this.alarmAfter = alarmAfter;
    }

    void note(List<LaneStatus> lanes) {
        for (LaneStatus lane : lanes) {
            OutageLog outage = outages.computeIfAbsent(lane.lane(), this::outage);
            if (lane.halted() != null) {
                outage.failed("it is halted: " + lane.halted() + ". See: kore-sim dispatch status");
            } else if (lane.silent().compareTo(alarmAfter) > 0) {
                outage.failed("its baton has not come for " + lane.silent().toSeconds() + " s");
            } else {
                outage.works();
            }
        }
    }

    private OutageLog outage(int lane) {
        return new OutageLog(log, "lane " + lane
                + " stands still, and its events wait in the journal", "looks at it");
    }
}
