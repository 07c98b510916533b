package io.github.koresimroutes.cli;

import io.github.koresimroutes.dispatch.LaneControl;
import io.github.koresimroutes.dispatch.LaneStatus;
import io.github.koresimroutes.standalone.Installation;
import java.sql.SQLException;
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
        footer = {"", "A baton that comes is at most a few seconds away, also where nothing waits."})
final class DispatchStatusCommand extends InstallationCommand {

    private static final String FORMAT = "%-6s%-8s%-12s%-10s%s%n";

    @Override
    int run(Installation installation) throws SQLException {
        LaneControl control = new LaneControl(installation.journal().database());
        List<LaneStatus> lanes = control.status();
        out().printf(FORMAT, "LANE", "EPOCH", "SEQUENCE", "AWAY", "STATE");
        for (LaneStatus lane : lanes) {
            out().printf(FORMAT, lane.lane(), lane.epoch(), lane.sequence(),
                    lane.silent().toSeconds() + " s", state(lane));
        }
        int wanted = control.wanted();
        if (!lanes.isEmpty() && lanes.get(0).lanes() != wanted) {
            err().println("A change from " + lanes.get(0).lanes() + " to " + wanted
                    + " lanes is under way: it is done when each baton has come once more.");
        }
        return 0;
    }

    private static String state(LaneStatus lane) {
        if (lane.halted() != null) {
            return "halted: " + Printable.line(lane.halted());
        }
        return lane.waiting() ? "waits for its first baton" : "running";
    }
}
