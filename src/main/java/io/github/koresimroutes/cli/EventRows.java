package io.github.koresimroutes.cli;

import io.github.koresimroutes.journal.EventSummary;
import java.util.ArrayList;
import java.util.List;

/** Events as a table for people, each column as wide as it must be. */
final class EventRows {

    private static final int ERROR_WIDTH = 60;
    private static final int NAME_WIDTH = 34;
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
        int[] widths = new int[HEADER.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            table.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return table.toString();
    }

    private static String cell(String text, int width) {
        return text == null ? "-" : Printable.cut(text, width);
    }
}
