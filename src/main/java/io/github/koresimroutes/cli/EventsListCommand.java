package io.github.koresimroutes.cli;

import io.github.koresimroutes.journal.EventArchive;
import io.github.koresimroutes.journal.EventFilter;
import io.github.koresimroutes.journal.EventLevels;
import io.github.koresimroutes.journal.EventState;
import io.github.koresimroutes.journal.EventSummary;
import io.github.koresimroutes.standalone.Installation;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** One line for each event of a state. */
@Command(name = "list",
        description = "Lists events, the newest first: by default those that were set aside"
                + " because their route failed.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success, also if there are none", "1:the journal could not be read",
            "2:wrong usage"},
        footer = {"", "How many there are in all is told on stderr, if not all are shown."})
final class EventsListCommand extends InstallationCommand {

    @Option(names = "--state", paramLabel = "STATE", defaultValue = "failed",
            description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private EventState state;

    @Option(names = "--sim", paramLabel = "SID", description = "Only events of this SIM.")
    private String sim;

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
        EventArchive archive = new EventArchive(installation.journal().database());
        EventFilter filter = new EventFilter(state, sim);
        List<EventSummary> events = archive.list(filter, limit);
        if (json) {
            events.forEach(event -> out().println(EventJson.of(event)));
        } else if (!events.isEmpty()) {
            out().print(EventRows.of(events));
        }
        tellTheRest(archive, filter, events.size());
        if (state == EventState.FAILED && !json) {
            tellOfThoseThatAreTried(EventLevels.read(installation.journal().database()));
        }
        return 0;
    }

    private void tellOfThoseThatAreTried(EventLevels levels) {
        if (levels.failing() > 0) {
            err().println(levels.failing() + (levels.failing() == 1 ? " event waits" : " events wait")
                    + " to be tried again, as their route failed. See: --state received");
        }
    }

    private void tellTheRest(EventArchive archive, EventFilter filter, int shown)
            throws SQLException {
        String which = state + " events" + (sim == null ? "" : " of " + Printable.line(sim));
        if (shown == 0 && !json) {
            err().println("There are no " + which + ".");
        } else if (shown == limit) {
            long all = archive.count(filter);
            if (all > shown) {
                err().println((shown == 1 ? "This is the newest" : "These are the newest " + shown)
                        + " of " + all + " " + which + ". --limit " + all + " shows all.");
            }
        }
    }
}
