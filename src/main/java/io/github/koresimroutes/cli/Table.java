package io.github.koresimroutes.cli;

import java.util.List;

/** Rows for people, the first one a header, each column as wide as it must be. */
final class Table {

    static final int NAME_WIDTH = 34;

    private Table() {
    }

    static String of(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
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

    /** A text that strangers may have written, or a dash for none. */
    static String cell(String text, int width) {
        return text == null ? "-" : Printable.cut(text, width);
    }
}
