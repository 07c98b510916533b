package io.github.koresimroutes.cli;

import io.github.koresimroutes.dispatch.LaneControl;
import io.github.koresimroutes.dispatch.LaneStatus;
import io.github.koresimroutes.standalone.Installation;
import io.github.koresimroutes.standalone.StandaloneSettings;
import jakarta.jms.JMSException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds the baton of a lane that stands still, and puts it back. */
@Command(name = "repair",
        description = {
            "Repairs a lane that is halted, or whose baton does not come: halts it, so that a baton"
                + " that comes is parked, looks for it on the parked and the dead-letter queues,"
                + " and puts it back. That is safe at any time.",
            "It asks the broker for an answer before it halts the lane. Where it fails or is"
                + " interrupted after that, it says so, and the lane stays halted: run it again.",
            "Where the baton is nowhere, it says so and leaves the lane halted. If the broker's"
                + " store was lost, --new-baton has a new one made: then what waits now is sent"
                + " with KorePossibleDuplicate, as the last batch may have been sent before."},
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the lane runs",
            "1:it did not make the lane run; the reason is on stderr",
            "2:wrong usage"})
final class DispatchRepairCommand extends InstallationCommand {

    private static final String REASON = "kore-sim dispatch repair";
    /** Longer than a broker takes to give up an instance that has fallen silent. */
    private static final int SAFE_SECONDS = 31;
    private static final long PAUSE_MILLIS = 1_000;

    private enum Result {
        PUT_BACK, NOT_FOUND, REPLACED, DONE_BY_ANOTHER
    }

    @Parameters(paramLabel = "LANE", description = "The lane's number, from 0.")
    private int lane;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long to look for it. Longer than the broker takes to give"
                    + " up an instance that is gone (ActiveMQ: 30 s). Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--dead-letter-queue", paramLabel = "NAME",
            description = "Where the broker puts what it gives up, to be searched beside the"
                    + " parked queue. Default: the usual names of ActiveMQ and Artemis.")
    private String deadLetterQueue;

    @Option(names = "--new-baton",
            description = "Have a new one made where none is found. Refused where a queue holds so"
                    + " many messages that the broker does not show them all.")
    private boolean newBaton;

    @Option(names = "--force",
            description = "With --new-baton: also where --wait is below " + SAFE_SECONDS
                    + ". Only where no instance runs, as a batch that is under way would be sent"
                    + " twice.")
    private boolean force;

    @Override
    int run(Installation installation) throws Exception {
        if (newBaton && seconds < SAFE_SECONDS && !force) {
            err().println("--new-baton needs --wait " + SAFE_SECONDS + " or more: until the broker"
                    + " gives up an instance that is silent (30 s), that one may still send the"
                    + " batch, and it would be on its queues twice without a mark. Where no"
                    + " instance runs: --force.");
            return ExitCode.USAGE;
        }
        LaneControl control = new LaneControl(installation.journal().database());
        List<LaneStatus> lanes = control.status();
        Optional<LaneStatus> status =
                lanes.stream().filter(each -> each.lane() == lane).findAny();
        if (status.isEmpty()) {
            // Not the whole usage, in which the one line that matters would be lost.
            err().println("There is no lane " + lane + "; there are "
                    + lanes.stream().map(LaneStatus::lane).toList());
            return ExitCode.USAGE;
        }
        if (control.begin(lane)) {
            return tellThatItBegins();
        }
        try (HaltedLane halted = new HaltedLane(lane, status.get().halted() != null, err())) {
            try {
                return repair(installation, control, halted);
            } catch (Exception e) {
                err().println(CommandFailure.describe(e));
                halted.tell();
                return KoreSim.FAILED;
            }
        }
    }

    private int repair(Installation installation, LaneControl control, HaltedLane halted)
            throws SQLException, JMSException, InterruptedException {
        StandaloneSettings settings = installation.settings();
        String batons = settings.text("kore.dispatch.baton-queue", "kore.dispatch.baton")
                + "." + lane;
        ParkedBatons parked = new ParkedBatons(installation.connectionFactory(),
                installation.journal().id(), batons,
                settings.text("kore.dispatch.parked-queue", "kore.dispatch.parked"),
                deadLetterQueue);
        // Before the lane is halted: without a broker that would only stop what may still run.
        requireBroker(parked, settings);
        if (!control.halt(lane, REASON)) {
            halted.isDealtWith();
            return tellThatItBegins();
        }
        halted.isHalted();
        err().println("Lane " + lane + " is halted. Looking for its baton for " + seconds
                + " s, until nothing of the lane can be under way.");
        err().flush();
        Result result = putBack(control, parked);
        if (result == Result.NOT_FOUND) {
            requireThatItIsLost(parked, batons);
            result = control.replace(lane) ? Result.REPLACED : Result.DONE_BY_ANOTHER;
        }
        halted.isDealtWith();
        return tell(result, batons);
    }

    private static void requireBroker(ParkedBatons parked, StandaloneSettings settings) {
        try {
            parked.requireBroker();
        } catch (JMSException e) {
            String where = settings.usesExternalBroker() ? "" : "\nIt is the one"
                    + " inside kore-sim run (kore.broker.url is not set), and runs only as long"
                    + " as that does: start kore-sim run, and repeat.";
            throw new CommandException(CommandFailure.reason(e) + where);
        }
    }

    /** Looks for the whole time, and once more after it. */
    private Result putBack(LaneControl control, ParkedBatons parked)
            throws SQLException, JMSException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (true) {
            boolean last = System.nanoTime() - end >= 0;
            if (!isHalted(control)) {
                return Result.DONE_BY_ANOTHER;
            }
            if (parked.isFound(text -> control.awaited(lane, text))) {
                return putBackWhatWasFound(control, parked);
            }
            if (last) {
                return Result.NOT_FOUND;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** A new baton beside one that lies somewhere would send a batch twice. */
    private void requireThatItIsLost(ParkedBatons parked, String batons) {
        String nowhere = "the baton of lane " + lane + " is neither on " + parked.searched();
        Optional<String> unseen = parked.unseen();
        if (unseen.isPresent()) {
            throw new CommandException(nowhere + ", as far as they could be seen: "
                    + unseen.get() + ".\nIt may lie behind them, so no new one is made. Move the"
                    + " messages that are no batons to another queue, or name the dead-letter"
                    + " queue that the broker has for " + batons + " by --dead-letter-queue, and"
                    + " repeat.");
        }
        if (!newBaton) {
            throw new CommandException(nowhere + ".\nIf an instance runs that cannot reach the"
                    + " broker, or another dead-letter queue is used, mend that and repeat. If"
                    + " the broker's store was lost, repeat with --new-baton.");
        }
    }

    private boolean isHalted(LaneControl control) throws SQLException {
        return control.status().stream()
                .anyMatch(each -> each.lane() == lane && each.halted() != null);
    }

    private Result putBackWhatWasFound(LaneControl control, ParkedBatons parked)
            throws SQLException, JMSException {
        try (ParkedBatons.Move move = parked.take()) {
            // Before it is on its queue, as a lane that is halted would park it again; and not
            // before it is in hand, as a lane must not run without one.
            if (!control.resume(lane)) {
                return Result.DONE_BY_ANOTHER;
            }
            try {
                move.commit();
            } catch (JMSException e) {
                // Nobody knows where it is now. Halted, the lane parks it if it comes.
                control.halt(lane, REASON);
                throw e;
            }
            return Result.PUT_BACK;
        }
    }

    private int tellThatItBegins() {
        out().println("Lane " + lane + " has had no baton yet, so there is none to look for. It"
                + " runs: the instances make its first baton when they reach the broker.");
        return 0;
    }

    private int tell(Result result, String batons) {
        switch (result) {
            case PUT_BACK:
                out().println("Its baton was found and is back on " + batons
                        + ". The lane runs.");
                return 0;
            case REPLACED:
                out().println("Lane " + lane + " gets a new baton. What waits now is sent with"
                        + " KorePossibleDuplicate.");
                return 0;
            default:
                err().println("kore-sim: lane " + lane + " is not halted any more: somebody else"
                        + " has repaired it meanwhile. Nothing was done. See: kore-sim dispatch"
                        + " status");
                return KoreSim.FAILED;
        }
    }
}
