package io.github.koresimroutes.cli;

import io.github.koresimroutes.journal.KeptRouteSet;
import io.github.koresimroutes.journal.RouteSetArchive;
import io.github.koresimroutes.standalone.Installation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One line for each route set that ran. */
@Command(name = "history",
        description = "Lists the route sets that ran, the one that was used last first.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success, also if there are none", "1:the journal could not be read",
            "2:wrong usage"},
        footer = {
            "", "The hash is the one in log, health and `events show`. Times are in UTC; a set that"
                + " is in use was last used within the last hour."})
final class RoutesHistoryCommand extends InstallationCommand {

    private static final List<String> HEADER = List.of("HASH", "FIRST USED", "LAST USED", "FILES");

    @Option(names = "--json", description = "For programs: one JSON object a line.")
    private boolean json;

    @Override
    int run(Installation installation) throws SQLException {
        List<KeptRouteSet> kept =
                new RouteSetArchive(installation.journal().database()).list();
        if (json) {
            kept.forEach(one -> out().println(json(one)));
        } else if (kept.isEmpty()) {
            err().println("There are none: no instance with this journal has run yet.");
        } else {
            out().print(rows(kept));
        }
        return 0;
    }

    private static String rows(List<KeptRouteSet> kept) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        for (KeptRouteSet one : kept) {
            rows.add(List.of(one.set().hash(), one.firstUsedAt().toString(),
                    one.lastUsedAt().toString(), Integer.toString(one.set().files().size())));
        }
        return Table.of(rows);
    }

    private static String json(KeptRouteSet kept) {
        return EventJson.object(json -> {
            json.writeStringField("routeSet", kept.set().hash());
            json.writeStringField("firstUsedAt", kept.firstUsedAt().toString());
            json.writeStringField("lastUsedAt", kept.lastUsedAt().toString());
            json.writeNumberField("files", kept.set().files().size());
        });
    }
}
