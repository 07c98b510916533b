package io.github.koresimroutes.cli;

import io.github.koresimroutes.camel.Verification;
import io.github.koresimroutes.journal.JournalDatabase;
import io.github.koresimroutes.quarantine.QuarantineArchive;
import io.github.koresimroutes.quarantine.QuarantineRecord;
import io.github.koresimroutes.quarantine.QuarantineRelease;
import io.github.koresimroutes.quarantine.QuarantineRelease.Outcome;
import io.github.koresimroutes.standalone.Installation;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Releases by hand what is signed and was refused for its form. */
@Command(name = "release",
        description = "Releases callbacks that somebody has looked at: only those whose body is"
                + " signed, and which are refused for their form. A body that KORE does not send"
                + " goes to the unrouted queue, flagged `malformed`. It may be a forgery.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all were released", "1:some were not; the reasons are on stderr",
            "2:wrong usage"},
        footer = {"", "What does not verify is never released. What verifies and reads well is"
            + " released by `reverify`."})
final class QuarantineReleaseCommand extends InstallationCommand {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Their numbers.")
    private List<Long> ids;

    @Override
    int run(Installation installation) throws SQLException {
        Verification verification = installation.verification();
        JournalDatabase database = installation.journal().database();
        boolean all = true;
        for (long id : new TreeSet<>(ids)) {
            String reason = release(id, database, verification);
            if (reason != null) {
                err().println("kore-sim: " + reason);
                all = false;
            }
        }
        return all ? 0 : KoreSim.FAILED;
    }

    /** Null if it was released, else why not. */
    private String release(long id, JournalDatabase database, Verification verification)
            throws SQLException {
        QuarantineRecord kept = new QuarantineArchive(database).find(id).orElse(null);
        if (kept == null) {
            return QuarantineShowCommand.gone(id).getMessage();
        }
        Reverification now = Reverification.of(kept, verification);
        if (now.isAccepted()) {
            return id + " verifies now: `reverify` releases it";
        }
        if (!now.isForAPerson()) {
            return id + " does not verify, and such callbacks are never released: "
                    + now.refusal().getMessage();
        }
        Outcome outcome = new QuarantineRelease(database)
                .release(Map.of(id, now.event())).get(id);
        if (outcome == Outcome.GONE) {
            return QuarantineShowCommand.gone(id).getMessage();
        }
        out().println(id + (outcome == Outcome.RELEASED ? " was released"
                : " is in the journal already: removed"));
        return null;
    }
}
