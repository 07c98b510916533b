package io.github.koresimroutes.cli;

import static io.github.koresimroutes.cli.Table.NAME_WIDTH;
import static io.github.koresimroutes.cli.Table.cell;

import io.github.koresimroutes.journal.EventSummary;
import java.util.ArrayList;
import java.util.List;

/** Events as a table for people. */
final class EventRows {

    private static final int ERROR_WIDTH = 60;
    private static final List<String> HEADER =
            List.of("ID", "STATE", "RECEIVED", "SIM", "STATUS", "ATTEMPTS", "ERROR");

    private EventRows() {
    }

    static String of(List<EventSummary> events) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        for (EventSummary event : events) {
            rows.add(List.of(Long.toString(event.id()), event.state().toString(),
                    event.receivedAt().toString(), cell(event.simSid(), NAME_WIDTH),
                    cell(event.simStatus(), NAME_WIDTH), Integer.toString(event.attempts()),
                    cell(event.error(), ERROR_WIDTH)));
        }
        return Table.of(rows);
    }
}
