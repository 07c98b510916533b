package io.github.koresimroutes.bundle;

import io.github.koresimroutes.bundle.PacedLoad.Sent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of a load's callbacks, a line for each step, for people. */
final class LoadTable {

    private static final String LINE = "| %-34s | %6s | %6s | %7s | %s%n";

    private LoadTable() {
    }

    /** @param remarks something about a step, under a heading */
    static String of(List<Sent> sent, String heading, Map<String, String> remarks) {
        StringBuilder table = new StringBuilder(
                LINE.formatted("step", "sent", "200", "refused", heading));
        Map<String, List<Sent>> steps = sent.stream().collect(Collectors.groupingBy(
                Sent::step, LinkedHashMap::new, Collectors.toList()));
        // By their names, which begin with a number: a step may be over before its first answer.
        new TreeMap<>(steps).forEach((step, all) -> {
            long accepted = all.stream().filter(Sent::isAccepted).count();
            table.append(LINE.formatted(step, all.size(), accepted, all.size() - accepted,
                    remarks.getOrDefault(step, "")));
        });
        return table.toString().replaceAll("(?m)[ |]+$", "");
    }
}
