package io.github.koresimroutes.cli;

import io.github.koresimroutes.dispatch.LaneControl;
import io.github.koresimroutes.dispatch.LaneStatus;
import io.github.koresimroutes.standalone.Installation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Changes the number that the journal keeps. */
@Command(name = "lanes",
        description = "Changes the number of lanes. Each lane ends when its baton comes next and"
                + " the batch before it is marked; then the new ones begin. Nothing is lost or"
                + " doubled, and each SIM's events stay in order.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the lanes are changed", "1:not changed, or not done in time; the reason is on"
                + " stderr", "2:wrong usage"},
        footer = {"", "Instances that run follow by themselves. The journal keeps the number:"
                + " leave kore.dispatch.lanes empty, for an instance that starts with another one"
                + " refuses to."})
final class DispatchLanesCommand extends InstallationCommand {

    private static final int MOST = 64;
    private static final long PAUSE_MILLIS = 200;

    @Parameters(paramLabel = "NUMBER", description = "1 to 64.")
    private int number;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long to wait for the batons. Default: ${DEFAULT-VALUE}. The change"
                    + " goes on without this command, too.")
    private int seconds;

    @Override
    int run(Installation installation) throws SQLException, InterruptedException {
        if (number < 1 || number > MOST) {
            throw new ParameterException(spec().commandLine(), "NUMBER must be 1 to " + MOST);
        }
        LaneControl control = new LaneControl(installation.journal().database());
        if (control.wanted() != number) {
            control.change(number);
        }
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (!isDone(control.status())) {
            if (System.nanoTime() - end > 0) {
                throw new CommandException("not every baton has come within " + seconds
                        + " s. The change goes on by itself as they come; see: kore-sim dispatch"
                        + " status");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        out().println("The journal has " + number + (number == 1 ? " lane" : " lanes")
                + " now.");
        installation.settings().text("kore.dispatch.lanes")
                .filter(set -> !set.equals(Integer.toString(number)))
                .ifPresent(set -> err().println("kore.dispatch.lanes is set to " + set
                        + ": remove the setting, or no instance starts with it any more."));
        return 0;
    }

    private boolean isDone(List<LaneStatus> lanes) {
        return !lanes.isEmpty() && lanes.stream().allMatch(lane -> lane.lanes() == number);
    }
}
