package io.github.koresimroutes.cli;

import io.github.koresimroutes.dispatch.LaneControl;
import io.github.koresimroutes.dispatch.LaneStatus;
import io.github.koresimroutes.standalone.Installation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;

/** One line for each lane. */
@Command(name = "status",
        description = "Shows each lane: how far its baton has come, and how long it has been away.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success, also if a lane is halted", "1:the journal could not be read",
            "2:wrong usage"},
        footer = {"", "A baton that comes is at most a few seconds away, also where nothing waits."
            + " One that is away for longer than kore.dispatch.alarm-after does not come."})
final class DispatchStatusCommand extends InstallationCommand {

    private static final String FORMAT = "%-6s%-8s%-12s%-10s%s%n";

    @Override
    int run(Installation installation) throws SQLException {
        LaneControl control = new LaneControl(installation.journal().database());
        Duration alarmAfter = installation.settings().duration("kore.dispatch.alarm-after");
        List<LaneStatus> lanes = control.status();
        out().printf(FORMAT, "LANE", "EPOCH", "SEQUENCE", "AWAY", "STATE");
        for (LaneStatus lane : lanes) {
            out().printf(FORMAT, lane.lane(), lane.epoch(), lane.sequence(),
                    lane.silent().toSeconds() + " s", state(lane, alarmAfter));
        }
        out().flush();
        if (lanes.stream().anyMatch(lane -> lane.halted() != null || isAway(lane, alarmAfter))) {
            err().println("Repair: kore-sim dispatch repair LANE (docs/lanes.md)");
        }
        int wanted = control.wanted();
        if (!lanes.isEmpty() && lanes.get(0).lanes() != wanted) {
            err().println("A change from " + lanes.get(0).lanes() + " to " + wanted
                    + " lanes is under way: it is done when each baton has come once more.");
        }
        return 0;
    }

    private static boolean isAway(LaneStatus lane, Duration alarmAfter) {
        return !lane.waiting() && lane.silent().compareTo(alarmAfter) > 0;
    }

    private static String state(LaneStatus lane, Duration alarmAfter) {
        if (lane.halted() != null) {
            return "halted: " + Printable.line(lane.halted());
        }
        if (lane.waiting()) {
            return "waits for its first baton";
        }
        return isAway(lane, alarmAfter) ? "its baton does not come" : "running";
    }
}
