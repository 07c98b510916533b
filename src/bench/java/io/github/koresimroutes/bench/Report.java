package io.github.koresimroutes.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every value of every round, and tables of their medians. */
final class Report {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final Path file;

    Report(Path file) {
        this.file = file;
    }

    /** One round's value, under a name that is the same in each round. */
    void add(String name, double value) {
        values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        System.out.printf(Locale.ROOT, "    %-60s %,14.2f%n", name, value);
    }

    double median(String name) {
        List<Double> sorted = values.get(name).stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private String spread(String name) {
        List<Double> sorted = values.get(name).stream().sorted().toList();
        return format(sorted.get(0)) + " … " + format(sorted.get(sorted.size() - 1));
    }

    /** Adds what a reader should know, as a line of Markdown. */
    void say(String line) throws IOException {
        text.append(line).append('\n');
        System.out.println(line);
        write();
    }

    /** Adds a table: a row for each name that begins so, with the median and the range of rounds. */
    void table(String title, String prefix) throws IOException {
        StringBuilder table = new StringBuilder("\n### " + title
                + "\n\n| measured | median | rounds | lowest … highest |\n|---|---:|---:|---|\n");
        values.forEach((name, rounds) -> {
            if (name.startsWith(prefix)) {
                table.append("| ").append(name.substring(prefix.length()).strip()).append(" | ")
                        .append(format(median(name))).append(" | ").append(rounds.size())
                        .append(" | ").append(spread(name)).append(" |\n");
            }
        });
        say(table.toString());
    }

    static String format(double value) {
        return String.format(Locale.ROOT,
                Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private void write() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        StringBuilder all = new StringBuilder("measured,round,value\n");
        values.forEach((name, rounds) -> {
            for (int i = 0; i < rounds.size(); i++) {
                all.append('"').append(name).append("\",").append(i + 1).append(',')
                        .append(rounds.get(i)).append('\n');
            }
        });
        Files.writeString(file.resolveSibling(
                file.getFileName().toString().replace(".md", ".csv")), all);
    }
}
