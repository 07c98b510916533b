package io.github.koresimroutes.cli;

import io.github.koresimroutes.dispatch.LaneControl;
import io.github.koresimroutes.dispatch.LaneStatus;
import io.github.koresimroutes.standalone.Installation;
import io.github.koresimroutes.standalone.StandaloneSettings;
import jakarta.jms.JMSException;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Finds the baton of a lane that stands still, and puts it back. */
@Command(name = "repair",
        description = {
            "Repairs a lane that is halted, or whose baton does not come: halts it, so that a baton"
                + " that comes is parked, looks for it on the parked and the dead-letter queues,"
                + " and puts it back. That is safe at any time.",
            "Where the baton is nowhere, it says so and leaves the lane halted. If the broker's"
                + " store was lost, --new-baton has a new one made: then what waits now is sent"
                + " with KorePossibleDuplicate, as the last batch may have been sent before."},
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the lane runs", "1:the lane does not run; the reason is on stderr", "2:wrong usage"})
final class DispatchRepairCommand extends InstallationCommand {

    @Parameters(paramLabel = "LANE", description = "The lane's number, from 0.")
    private int lane;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long to look for it. Longer than the broker takes to give"
                    + " up an instance that is gone (ActiveMQ: 30 s). Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--dead-letter-queue", paramLabel = "NAME",
            description = "Where the broker puts what it gives up, to be searched too. Default:"
                    + " the usual names of ActiveMQ and Artemis.")
    private String deadLetterQueue;

    @Option(names = "--new-baton",
            description = "Have a new one made where none is found.")
    private boolean newBaton;

    @Override
    int run(Installation installation)
            throws SQLException, JMSException, InterruptedException {
        LaneControl control = new LaneControl(installation.journal().database());
        requireLane(control);
        if (control.begin(lane)) {
            return tellThatItBegins();
        }
        StandaloneSettings settings = installation.settings();
        String batons = settings.text("kore.dispatch.baton-queue", "kore.dispatch.baton")
                + "." + lane;
        ParkedBatons parked = new ParkedBatons(installation.connectionFactory(), batons,
                settings.text("kore.dispatch.parked-queue", "kore.dispatch.parked"),
                deadLetterQueue);
        parked.requireBroker();
        if (!control.halt(lane, "kore-sim dispatch repair")) {
            return tellThatItBegins();
        }
        err().println("Lane " + lane + " is halted. Looking for its baton for " + seconds
                + " s, until nothing of the lane can be under way.");
        err().flush();
        if (isPutBack(control, parked)) {
            out().println("Its baton was found and is back on " + batons + ". The lane runs.");
            return 0;
        }
        if (!newBaton) {
            throw new CommandException("the baton of lane " + lane + " is neither on "
                    + parked.searched() + ". The lane stays halted.\nIf an instance runs that"
                    + " cannot reach the broker, or another dead-letter queue is used, mend that"
                    + " and repeat. If the broker's store was lost, repeat with --new-baton.");
        }
        control.replace(lane);
        out().println("Lane " + lane + " gets a new baton. What waits now is sent with"
                + " KorePossibleDuplicate.");
        return 0;
    }

    private int tellThatItBegins() {
        out().println("Lane " + lane + " has had no baton yet, so there is none to look for. It"
                + " runs: the instances make its first baton when they reach the broker.");
        return 0;
    }

    private boolean isPutBack(LaneControl control, ParkedBatons parked)
            throws SQLException, JMSException, InterruptedException {
        for (int second = 0; second <= seconds; second++) {
            if (parked.isFound(text -> control.awaited(lane, text))) {
                // First: a lane that is halted would park it again.
                control.resume(lane);
                parked.putBack();
                return true;
            }
            Thread.sleep(1000);
        }
        return false;
    }

    private void requireLane(LaneControl control) throws SQLException {
        List<Integer> lanes = control.status().stream().map(LaneStatus::lane).toList();
        if (!lanes.contains(lane)) {
            throw new ParameterException(spec().commandLine(),
                    "There is no lane " + lane + "; there are " + lanes);
        }
    }
}
