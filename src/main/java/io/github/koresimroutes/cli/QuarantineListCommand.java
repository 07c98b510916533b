package io.github.koresimroutes.cli;

import static io.github.koresimroutes.cli.Table.NAME_WIDTH;
import static io.github.koresimroutes.cli.Table.cell;

import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.quarantine.QuarantineArchive;
import io.github.koresimroutes.quarantine.QuarantineKind;
import io.github.koresimroutes.quarantine.QuarantineRecord;
import io.github.koresimroutes.standalone.Installation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** One line for each refused callback that is kept. */
@Command(name = "list",
        description = "Lists refused callbacks that are kept, the newest first.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success, also if there are none", "1:the journal could not be read",
            "2:wrong usage"},
        footer = {"", "How many there are in all is told on stderr, if not all are shown. SIM and"
            + " status are what the body says; nobody has verified it."})
final class QuarantineListCommand extends InstallationCommand {

    private static final int REASON_WIDTH = 60;
    private static final List<String> HEADER =
            List.of("ID", "KIND", "RECEIVED", "BYTES", "SIM", "STATUS", "REASON");

    @Option(names = "--kind", paramLabel = "KIND",
            description = "Only one of: ${COMPLETION-CANDIDATES}.")
    private QuarantineKind kind;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50",
            description = "How many at most. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json",
            description = "For programs: one JSON object a line, with nothing cut off.")
    private boolean json;

    @Override
    int run(Installation installation) throws SQLException {
        if (limit < 1) {
            throw new ParameterException(spec().commandLine(), "--limit must be 1 or more");
        }
        QuarantineArchive archive = new QuarantineArchive(installation.journal().database());
        List<QuarantineRecord> kept = archive.newest(kind, limit);
        if (json) {
            kept.forEach(one -> out().println(QuarantineJson.of(one)));
        } else if (!kept.isEmpty()) {
            out().print(rows(kept));
        }
        tellTheRest(archive.levels(), kept.size());
        return 0;
    }

    private static String rows(List<QuarantineRecord> kept) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        for (QuarantineRecord one : kept) {
            CallbackRequest request = one.callback().request();
            Map<String, String> form = QuarantineJson.form(one);
            rows.add(List.of(Long.toString(one.id()), one.callback().kind().label(),
                    request.receivedAt().toString(), Integer.toString(request.body().length),
                    cell(form.get("SimSid"), NAME_WIDTH), cell(form.get("SimStatus"), NAME_WIDTH),
                    cell(one.callback().refusal().logged(), REASON_WIDTH)));
        }
        return Table.of(rows);
    }

    private void tellTheRest(Map<QuarantineKind, Long> levels, int shown) {
        long all = kind != null ? levels.get(kind)
                : levels.values().stream().mapToLong(Long::longValue).sum();
        if (shown == 0 && !json) {
            err().println("There are none.");
        } else if (all > shown) {
            err().println((shown == 1 ? "This is the newest" : "These are the newest " + shown)
                    + " of " + all + ". --limit " + all + " shows all.");
        }
    }
}
