package io.github.koresimroutes.cli;

import io.github.koresimroutes.quarantine.QuarantineArchive;
import io.github.koresimroutes.quarantine.QuarantineKind;
import io.github.koresimroutes.standalone.Installation;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Removes refused callbacks for good. */
@Command(name = "drop",
        description = "Removes refused callbacks for good.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all were removed", "1:some were not there; they are named on stderr",
            "2:wrong usage"})
final class QuarantineDropCommand extends InstallationCommand {

    static final int SLICE = 500;
    private static final long PAUSE_MILLIS = 120;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Their numbers.")
    private List<Long> ids = List.of();

    @Option(names = "--all", description = "All of a kind, instead of given ones.")
    private boolean all;

    @Option(names = "--kind", paramLabel = "KIND",
            description = "With --all: one of ${COMPLETION-CANDIDATES}.")
    private QuarantineKind kind;

    @Override
    int run(Installation installation) throws SQLException, InterruptedException {
        if (all == !ids.isEmpty() || all == (kind == null)) {
            throw new ParameterException(spec().commandLine(),
                    "Either the IDs of callbacks, or --all with --kind");
        }
        QuarantineArchive archive = new QuarantineArchive(installation.journal().database());
        return all ? dropAll(archive) : dropThese(archive);
    }

    private int dropThese(QuarantineArchive archive) throws SQLException {
        int exitCode = 0;
        for (long id : new TreeSet<>(ids)) {
            if (archive.drop(id)) {
                out().println(id + " was removed");
            } else {
                err().println("kore-sim: " + QuarantineShowCommand.gone(id).getMessage());
                exitCode = KoreSim.FAILED;
            }
        }
        return exitCode;
    }

    private int dropAll(QuarantineArchive archive) throws SQLException, InterruptedException {
        long removed = 0;
        int slice;
        do {
            slice = archive.drop(kind, SLICE);
            removed += slice;
            Thread.sleep(slice == SLICE ? PAUSE_MILLIS : 0);
        } while (slice == SLICE);
        out().println(removed + (removed == 1 ? " callback was" : " callbacks were") + " removed");
        return 0;
    }
}
