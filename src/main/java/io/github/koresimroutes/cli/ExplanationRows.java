package io.github.koresimroutes.cli;

import io.github.koresimroutes.explain.Delivery;
import io.github.koresimroutes.explain.Difference;
import io.github.koresimroutes.explain.Explanation;
import io.github.koresimroutes.trial.TrialResult.End;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What becomes of events, for people. */
final class ExplanationRows {

    private static final int HEADERS_WIDTH = 60;
    private static final int BODY_WIDTH = 48;
    private static final String END = System.lineSeparator();

    private ExplanationRows() {
    }

    static String table(List<Explanation> explanations) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STATUS", "TO", "HEADERS", "BODY"));
        Set<String> notes = new LinkedHashSet<>();
        for (Explanation one : explanations) {
            String name = Printable.line(one.name());
            if (one.end() == End.FAILED) {
                rows.add(List.of(name, "fails", "-", "-"));
                notes.add(name + " fails: " + Printable.line(one.failure()));
            } else if (one.deliveries().isEmpty()) {
                rows.add(List.of(name, "nowhere: dropped", "-", "-"));
            }
            if (one.end() == End.UNROUTED) {
                notes.add(name + ": no step sends it, so it is kept as unrouted");
            }
            if (one.end() != End.FAILED) {
                add(rows, name, one.deliveries());
                one.onward().forEach((queue, route) -> notes.add(
                        Printable.line(queue) + " is taken by the route " + route));
            }
        }
        return Table.of(rows) + (notes.isEmpty() ? "" : END + String.join(END, notes) + END);
    }

    private static void add(List<List<String>> rows, String name, List<Delivery> deliveries) {
        for (int i = 0; i < deliveries.size(); i++) {
            Delivery delivery = deliveries.get(i);
            rows.add(List.of(i == 0 ? name : "", Printable.line(delivery.target()),
                    Printable.cut(delivery.headers(), HEADERS_WIDTH),
                    delivery.body() == null ? "unchanged"
                            : Printable.cut(delivery.body(), BODY_WIDTH)));
        }
    }

    /** One line for each change, {@code inactive  kore.sim.inactive -> kore.sim.billing}. */
    static String changes(List<Difference> differences) {
        int width = differences.stream()
                .mapToInt(each -> Printable.line(each.after().name()).length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Difference each : differences) {
            String name = Printable.line(each.after().name());
            text.append(name).append(" ".repeat(width - name.length() + 2))
                    .append(inLine(each.before())).append(" -> ").append(inLine(each.after()))
                    .append(END);
        }
        return text.toString();
    }

    private static String inLine(Explanation one) {
        if (one.end() == End.FAILED) {
            return "fails: " + Printable.line(one.failure());
        }
        if (one.deliveries().isEmpty()) {
            return "nowhere: dropped";
        }
        return one.deliveries().stream().map(delivery -> inLine(delivery, one))
                .collect(Collectors.joining(" and "));
    }

    private static String inLine(Delivery delivery, Explanation one) {
        List<String> changes = new ArrayList<>();
        if (!delivery.headers().equals("unchanged")) {
            changes.add(Printable.line(delivery.headers()));
        }
        if (delivery.body() != null) {
            changes.add("body: " + Printable.cut(delivery.body(), BODY_WIDTH));
        }
        if (one.end() == End.UNROUTED) {
            changes.add("no step sends it");
        }
        if (one.onward().containsKey(delivery.target())) {
            changes.add("taken by " + one.onward().get(delivery.target()));
        }
        return Printable.line(delivery.target())
                + (changes.isEmpty() ? "" : " (" + String.join("; ", changes) + ")");
    }
}
