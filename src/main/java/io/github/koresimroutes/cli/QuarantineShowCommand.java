package io.github.koresimroutes.cli;

import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.config.SettingsException;
import io.github.koresimroutes.quarantine.QuarantineArchive;
import io.github.koresimroutes.quarantine.QuarantineRecord;
import io.github.koresimroutes.standalone.Installation;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** All that is kept of one refused callback, and what the settings make of it now. */
@Command(name = "show",
        description = "Shows one refused callback: what came, and whether it would verify now.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success", "1:there is no such callback, or the journal could not be read",
            "2:wrong usage"},
        footer = {"", "Times are in UTC. The body is shown in hex if it is no UTF-8. The signature"
            + " is never shown: with the body it is all that is needed to send the callback"
            + " again."})
final class QuarantineShowCommand extends InstallationCommand {

    @Parameters(paramLabel = "ID", description = "Its number.")
    private long id;

    @Option(names = "--json", description = "For programs: one JSON object, in one line.")
    private boolean json;

    @Override
    int run(Installation installation) throws SQLException {
        QuarantineRecord kept = new QuarantineArchive(installation.journal().database()).find(id)
                .orElseThrow(() -> gone(id));
        String now = now(kept, installation);
        if (json) {
            out().println(QuarantineJson.of(kept, now));
        } else {
            show(kept, now);
        }
        return 0;
    }

    static CommandException gone(long id) {
        return new CommandException("there is no " + id + " in quarantine (any more). It may have"
                + " been released, dropped, pushed out by newer ones, or be too old.");
    }

    private static String now(QuarantineRecord kept, Installation installation) {
        try {
            return Reverification.of(kept, installation.verification()).now();
        } catch (SettingsException e) {
            return "is not known: " + e.getMessage();
        }
    }

    private void show(QuarantineRecord kept, String now) {
        CallbackRequest request = kept.callback().request();
        field("number", kept.id());
        field("kind", kept.callback().kind().label());
        field("received at", request.receivedAt());
        field("refused", kept.callback().refusal().logged());
        field("now it", now);
        field("endpoint", request.endpoint());
        field("method", request.method());
        fields("content type", request.contentTypes());
        field("signatures", request.signatures().size());
        fields("token", request.tokens());
        fields("date", request.dates());
        field("query", request.rawQuery());
        out().println();
        // Marked, so that no line of a body passes for one of the command's.
        Printable.utf8(request.body()).map(Printable::lines)
                .orElseGet(() -> "(no UTF-8, so in hex) " + Printable.hex(request.body()))
                .lines().forEach(line -> out().println("| " + line));
    }

    private void fields(String name, List<String> values) {
        if (values.isEmpty()) {
            field(name, null);
        }
        values.forEach(value -> field(name, value));
    }

    private void field(String name, Object value) {
        String text = value == null ? "" : Printable.line(value.toString());
        out().printf("%-15s%s%n", name, text.isEmpty() ? "-" : text);
    }
}
