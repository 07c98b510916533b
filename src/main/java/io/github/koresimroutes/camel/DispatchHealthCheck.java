package io.github.koresimroutes.camel;

import io.github.koresimroutes.dispatch.Dispatcher;
import io.github.koresimroutes.dispatch.LaneStatus;
import io.github.koresimroutes.journal.EventLevels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Down while a lane is halted, its baton does not come, or events wait for long because their route
 * fails.
 */
final class DispatchHealthCheck extends AlarmCheck {

    private final Dispatcher dispatcher;
    private final Duration alarmAfter;

    /** @param alarmAfter how long a lane's baton may not come, and a failing event wait */
    DispatchHealthCheck(Dispatcher dispatcher, Duration alarmAfter) {
        super("kore-dispatch");
        this.dispatcher = dispatcher;
        this.alarmAfter = alarmAfter;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            List<String> troubles = new ArrayList<>();
            for (LaneStatus lane : dispatcher.lanes()) {
                describe(builder, lane, troubles);
            }
            describe(builder, dispatcher.levels(), troubles);
            if (troubles.isEmpty()) {
                builder.up();
            } else {
                builder.down().message(String.join("; ", troubles));
            }
        } catch (Exception e) {
            builder.down().message("the journal's database does not answer");
        }
    }

    private void describe(
            HealthCheckResultBuilder builder, EventLevels levels, List<String> troubles) {
        builder.detail("events-failing", levels.failing());
        if (levels.oldestFailing().compareTo(alarmAfter) > 0) {
            troubles.add(levels.failing() + (levels.failing() == 1 ? " event waits" : " events wait")
                    + ", as their route fails:"
                    + " kore-sim events list --state received tells why");
        }
    }

    private void describe(
            HealthCheckResultBuilder builder, LaneStatus lane, List<String> troubles) {
        String name = "lane." + lane.lane();
        builder.detail(name + ".sequence", lane.sequence());
        builder.detail(name + ".seconds-without-baton", lane.silent().toSeconds());
        if (lane.halted() != null) {
            troubles.add("dispatch of lane " + lane.lane() + " is halted: " + lane.halted());
        } else if (lane.silent().compareTo(alarmAfter) > 0) {
            troubles.add("the baton of lane " + lane.lane() + " has not come for "
                    + lane.silent().toSeconds() + " s: the broker is down or refuses the bundle"
                    + " a right (see the log), or the baton is lost");
        }
    }
}
