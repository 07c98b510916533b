package io.github.koresimroutes.cli;

import io.github.koresimroutes.journal.EventReplay;
import io.github.koresimroutes.journal.EventState;
import io.github.koresimroutes.journal.ReplayCandidate;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides for each event whether it is sent again, and tells: each one, or how many they are. */
final class Replayer {

    private final EventReplay replay;
    private final Set<EventState> from;
    private final boolean ifLatest;
    private final boolean dryRun;
    private final boolean countOnly;
    private final PrintWriter out;
    private final PrintWriter err;
    private long sentAgain;
    private long overtaken;
    private long refused;

    Replayer(EventReplay replay, Set<EventState> from, boolean ifLatest, boolean dryRun,
            boolean countOnly, PrintWriter out, PrintWriter err) {
        this.replay = replay;
        this.from = from;
        this.ifLatest = ifLatest;
        this.dryRun = dryRun;
        this.countOnly = countOnly;
        this.out = out;
        this.err = err;
    }

    /** Tells which of the events that are wanted do not exist. */
    void missing(Collection<Long> wanted, List<ReplayCandidate> found) {
        Set<Long> missing = new HashSet<>(wanted);
        found.forEach(event -> missing.remove(event.id()));
        wanted.stream().filter(missing::contains)
                .forEach(id -> refuse("there is no event " + id));
    }

    /** One slice, in one transaction. */
    void replay(List<ReplayCandidate> events) throws SQLException {
        List<ReplayCandidate> due = new ArrayList<>();
        for (ReplayCandidate event : events) {
            if (!from.contains(event.state())) {
                refuse(whyNot(event));
            } else if (isWanted(event)) {
                due.add(event);
            }
        }
        Set<Long> ids = due.stream().map(ReplayCandidate::id).collect(Collectors.toSet());
        Set<Long> changed = dryRun || ids.isEmpty() ? ids : replay.sendAgain(
                due.stream().map(ReplayCandidate::id).toList(), from);
        for (ReplayCandidate event : due) {
            if (changed.contains(event.id())) {
                sentAgain++;
                tell(event);
            } else {
                refuse("event " + event.id() + " has changed just now: somebody else sends it"
                        + " again");
            }
        }
    }

    private boolean isWanted(ReplayCandidate event) {
        if (!event.isOvertaken()) {
            return true;
        }
        overtaken++;
        if (!countOnly) {
            err.println((ifLatest ? "left out: " : "warning: ") + "event " + event.id()
                    + " is overtaken: the later event " + event.overtakenBy()
                    + " of its SIM was sent already");
        }
        return !ifLatest;
    }

    private static String whyNot(ReplayCandidate event) {
        return "event " + event.id() + switch (event.state()) {
            case RECEIVED -> " waits to be sent already";
            case DISPATCHED -> " was sent already; --again sends it a second time";
            default -> " is " + event.state() + ", and such events are not sent";
        };
    }

    private void tell(ReplayCandidate event) {
        if (!countOnly) {
            out.println("event " + event.id() + (dryRun ? " would" : " will") + " be sent "
                    + (event.state() == EventState.DISPATCHED
                            ? "a second time, with the same KoreSequence and another _AMQ_DUPL_ID"
                            : "again"));
        }
    }

    private void refuse(String reason) {
        refused++;
        err.println("kore-sim: " + reason);
    }

    /** Tells the sums, and whether nothing was refused. */
    boolean finish() {
        if (countOnly) {
            if (overtaken > 0) {
                err.println((ifLatest ? "left out: " : "warning: ") + events(overtaken)
                        + (overtaken == 1 ? " that is" : " that are")
                        + " overtaken: a later one of the same SIM was sent already"
                        + (ifLatest ? "" : ". --if-latest leaves them out"));
            }
            out.println(events(sentAgain) + " " + (dryRun ? "would" : "will") + " be sent again");
        }
        return refused == 0;
    }

    private static String events(long count) {
        return count + (count == 1 ? " event" : " events");
    }
}
