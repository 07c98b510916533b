package io.github.koresimroutes.cli;

import io.github.koresimroutes.journal.EventArchive;
import io.github.koresimroutes.journal.EventFilter;
import io.github.koresimroutes.journal.EventReplay;
import io.github.koresimroutes.journal.EventState;
import io.github.koresimroutes.journal.EventSummary;
import io.github.koresimroutes.journal.JournalDatabase;
import io.github.koresimroutes.journal.ReplayCandidate;
import io.github.koresimroutes.standalone.Installation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Sends events again that were set aside. */
@Command(name = "replay",
        description = "Sends events again that were set aside, with the routes as they are now.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that were meant will be sent again, but for those left out by --if-latest",
            "1:some will not; the reasons are on stderr", "2:wrong usage"},
        footer = {
            "", "An event keeps its KoreSequence. It waits in the journal like a new one, so a"
                + " running instance sends it soon, else the next one that runs."})
final class EventsReplayCommand extends InstallationCommand {

    static final int SLICE = 500;

    // SQLite's waiting writers look for the lock every 100 ms: each slice lets them have it.
    private static final long PAUSE_MILLIS = 120;

    private static final Set<EventState> SET_ASIDE =
            EnumSet.of(EventState.FAILED, EventState.DISCARDED);

    @Parameters(paramLabel = "ID", arity = "0..*", description = "The events' numbers.")
    private List<Long> ids = List.of();

    @Option(names = "--all", description = "All events of a state, instead of given ones.")
    private boolean all;

    @Option(names = "--state", paramLabel = "STATE", defaultValue = "failed",
            description = "With --all: failed or discarded. Default: ${DEFAULT-VALUE}.")
    private EventState state;

    @Option(names = "--sim", paramLabel = "SID", description = "With --all: only of this SIM.")
    private String sim;

    @Option(names = "--if-latest",
            description = "Leaves out an event if a later one of its SIM was sent already.")
    private boolean ifLatest;

    @Option(names = "--again",
            description = "Takes events that were sent already, too: they will be on the queue a"
                    + " second time, with the same KoreSequence. Not with --all.")
    private boolean again;

    @Option(names = "--dry-run", description = "Only says what would be done.")
    private boolean dryRun;

    @Override
    int run(Installation installation) throws SQLException, InterruptedException {
        checkUsage();
        JournalDatabase database = installation.journal().database();
        EventReplay replay = new EventReplay(database);
        Set<EventState> from = EnumSet.copyOf(SET_ASIDE);
        if (again) {
            from.add(EventState.DISPATCHED);
        }
        Replayer replayer = new Replayer(replay, from, ifLatest, dryRun, all, out(), err());
        if (all) {
            replayAll(replay, replayer, new EventArchive(database));
        } else {
            replayThese(replay, replayer);
        }
        return replayer.finish() ? 0 : KoreSim.FAILED;
    }

    private void checkUsage() {
        String wrong = null;
        if (all == !ids.isEmpty()) {
            wrong = "Either the IDs of events, or --all";
        } else if (all && again) {
            wrong = "--again goes with the IDs of events only";
        } else if (all && !SET_ASIDE.contains(state)) {
            wrong = "--all takes what was set aside: --state failed or discarded";
        } else if (!all && (sim != null || state != EventState.FAILED)) {
            wrong = "--state and --sim go with --all";
        }
        if (wrong != null) {
            throw new ParameterException(spec().commandLine(), wrong);
        }
    }

    private void replayThese(EventReplay replay, Replayer replayer) throws SQLException {
        List<Long> wanted = new ArrayList<>(new TreeSet<>(ids));
        for (int from = 0; from < wanted.size(); from += SLICE) {
            List<Long> slice = wanted.subList(from, Math.min(from + SLICE, wanted.size()));
            List<ReplayCandidate> found = replay.candidates(slice);
            replayer.missing(slice, found);
            replayer.replay(found);
        }
    }

    /** Each event once: neither those that fail again meanwhile, nor those that fail anew. */
    private void replayAll(EventReplay replay, Replayer replayer, EventArchive archive)
            throws SQLException, InterruptedException {
        EventFilter filter = new EventFilter(state, sim);
        long last = archive.list(filter, 1).stream().mapToLong(EventSummary::id).findFirst()
                .orElse(0);
        long done = 0;
        while (done < last) {
            List<ReplayCandidate> slice = replay.candidates(filter, done, SLICE).stream()
                    .filter(event -> event.id() <= last).toList();
            if (slice.isEmpty()) {
                return;
            }
            replayer.replay(slice);
            done = slice.get(slice.size() - 1).id();
            if (done < last && !dryRun) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }
}
