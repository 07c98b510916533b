package io.github.koresimroutes.cli;

import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.journal.EventArchive;
import io.github.koresimroutes.journal.EventRecord;
import io.github.koresimroutes.journal.EventState;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.standalone.Installation;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** All that the journal knows about one event. */
@Command(name = "show",
        description = "Shows one event: what KORE sent, and what became of it.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success", "1:there is no such event, or the journal could not be read",
            "2:wrong usage"},
        footer = {"", "Times are in UTC. The body is shown in hex if it is no UTF-8."})
final class EventsShowCommand extends InstallationCommand {

    @Parameters(paramLabel = "ID",
            description = "The event's number, which is KoreSequence on the queue.")
    private long id;

    @Option(names = "--json", description = "For programs: one JSON object, in one line.")
    private boolean json;

    @Override
    int run(Installation installation) throws SQLException {
        EventRecord event = new EventArchive(installation.journal().database()).find(id)
                .orElseThrow(() -> new CommandException("there is no event " + id
                        + " in the journal. Dispatched and discarded events are"
                        + " removed after kore.journal.retention-days."));
        if (json) {
            out().println(EventJson.of(event));
        } else {
            show(event);
        }
        return 0;
    }

    private void show(EventRecord event) {
        JournalEntry entry = event.entry();
        field("event", entry.id());
        field("state", event.state());
        field("send number", entry.sendNumber());
        field("attempts", event.attempts());
        field("error", event.error());
        field("retry at", event.retryAt());
        field("received at", entry.receivedAt());
        field("event time", entry.eventTime());
        field(event.state() == EventState.DISCARDED ? "discarded at" : "dispatched at",
                event.dispatchedAt());
        field("route set", event.routeSet());
        field("SIM", entry.simSid());
        field("SIM status", entry.simStatus());
        field("account", entry.account());
        field("token", entry.token());
        field("flags", EventFlag.join(entry.flags()));
        field("verified by", event.secretLabel() == null ? null
                : "the secret '" + event.secretLabel() + "'");
        field("kind", entry.kind());
        field("content type", entry.contentType());
        entry.unsignedParameters().forEach((name, value) ->
                field("unsigned", name + " = " + value));
        out().println();
        out().println(Printable.utf8(entry.body()).map(Printable::lines)
                .orElseGet(() -> "(no UTF-8, so in hex) " + Printable.hex(entry.body())));
    }

    private void field(String name, Object value) {
        String text = value == null ? "" : Printable.line(value.toString());
        out().printf("%-15s%s%n", name, text.isEmpty() ? "-" : text);
    }
}
