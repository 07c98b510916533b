package io.github.koresimroutes.cli;

import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.camel.Verification;
import io.github.koresimroutes.journal.JournalDatabase;
import io.github.koresimroutes.journal.NewestReceipts;
import io.github.koresimroutes.quarantine.QuarantineArchive;
import io.github.koresimroutes.quarantine.QuarantineKind;
import io.github.koresimroutes.quarantine.QuarantineRecord;
import io.github.koresimroutes.quarantine.QuarantineRelease;
import io.github.koresimroutes.quarantine.QuarantineRelease.Outcome;
import io.github.koresimroutes.standalone.Installation;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verifies what is kept again, and releases what is KORE's. */
@Command(name = "reverify",
        description = "Verifies all refused callbacks again, with the settings as they are now,"
                + " and releases those that are KORE's. The others stay.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all were verified, also if some or all of them stay",
            "1:some could not be stored; the reason is on stderr", "2:wrong usage"},
        footer = {"", "A released one waits in the journal like a new event, so a running instance"
            + " sends it soon, else the next one that runs. It is flagged `released`."})
final class QuarantineReverifyCommand extends InstallationCommand {

    // Verifying may take as long as storing does, so it is done before the transaction.
    static final int SLICE = 50;

    // SQLite's waiting writers look for the lock every 100 ms: each slice lets them have it.
    private static final long PAUSE_MILLIS = 120;

    @Option(names = "--kind", paramLabel = "KIND",
            description = "Only one of: ${COMPLETION-CANDIDATES}.")
    private QuarantineKind kind;

    @Option(names = "--if-latest",
            description = "Leaves one in quarantine if a later event of its SIM is in the journal.")
    private boolean ifLatest;

    @Option(names = "--dry-run", description = "Only says what would be done.")
    private boolean dryRun;

    private long released;
    private long duplicates;
    private long overtaken;
    private long forAPerson;
    private long refused;
    private long notStored;

    @Override
    int run(Installation installation) throws SQLException, InterruptedException {
        Verification verification = installation.verification();
        JournalDatabase database = installation.journal().database();
        QuarantineArchive archive = new QuarantineArchive(database);
        QuarantineRelease release = new QuarantineRelease(database);
        NewestReceipts newest = new NewestReceipts(database);
        // Those that come while this runs are left for the next time, or it might never end.
        long last = archive.newest(kind, 1).stream().mapToLong(QuarantineRecord::id).findFirst()
                .orElse(0);
        long done = 0;
        while (done < last) {
            List<QuarantineRecord> slice = archive.after(done, kind, SLICE);
            if (slice.isEmpty()) {
                break;
            }
            done = slice.get(slice.size() - 1).id();
            Map<Long, SimEvent> accepted = accepted(slice, last, verification);
            if (ifLatest && !accepted.isEmpty()) {
                newest.readOn();
                int all = accepted.size();
                accepted.values().removeIf(
                        event -> newest.isOvertaken(event.simSid(), event.receivedAt()));
                overtaken += all - accepted.size();
            }
            release(release, accepted);
        }
        tell();
        return notStored == 0 ? 0 : KoreSim.FAILED;
    }

    private Map<Long, SimEvent> accepted(
            List<QuarantineRecord> slice, long last, Verification verification) {
        Map<Long, SimEvent> events = new LinkedHashMap<>();
        for (QuarantineRecord kept : slice) {
            if (kept.id() > last) {
                continue;
            }
            Reverification now = Reverification.of(kept, verification);
            if (now.isAccepted()) {
                events.put(kept.id(), now.event());
            } else if (now.isForAPerson()) {
                forAPerson++;
            } else {
                refused++;
            }
        }
        return events;
    }

    private void release(QuarantineRelease release, Map<Long, SimEvent> events)
            throws SQLException, InterruptedException {
        if (dryRun) {
            released += events.size();
        } else if (!events.isEmpty()) {
            try {
                release.release(events).values().forEach(this::count);
            } catch (SQLException e) {
                releaseEach(release, events);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** One that does not fit the journal is not to keep back its neighbours. */
    private void releaseEach(QuarantineRelease release, Map<Long, SimEvent> events) {
        events.forEach((id, event) -> {
            try {
                release.release(Map.of(id, event)).values().forEach(this::count);
            } catch (SQLException e) {
                notStored++;
                err().println("kore-sim: " + id + " could not be stored, and stays: "
                        + CommandFailure.describe(e));
            }
        });
    }

    private void count(Outcome outcome) {
        released += outcome == Outcome.RELEASED ? 1 : 0;
        duplicates += outcome == Outcome.DUPLICATE ? 1 : 0;
    }

    private void tell() {
        String were = released == 1 ? " was" : " were";
        out().println(callbacks(released) + (dryRun ? " would be" : were) + " released");
        if (duplicates > 0) {
            out().println(callbacks(duplicates) + (duplicates == 1 ? " is" : " are")
                    + " in the journal already, as KORE sent it again: removed");
        }
        if (overtaken > 0) {
            out().println(callbacks(overtaken) + (overtaken == 1 ? " is" : " are")
                    + " overtaken by a later event of the same SIM, and" + (overtaken == 1
                            ? " stays" : " stay"));
        }
        if (forAPerson > 0) {
            out().println(callbacks(forAPerson) + (forAPerson == 1 ? " is" : " are")
                    + " signed, and refused for the form: look at it, then release or drop it");
        }
        out().println(callbacks(refused) + (refused == 1 ? " does" : " do") + " not verify");
    }

    private static String callbacks(long count) {
        return count + (count == 1 ? " callback" : " callbacks");
    }
}
