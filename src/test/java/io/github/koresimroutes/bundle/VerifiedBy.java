package io.github.koresimroutes.bundle;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the metrics tell an operator about each secret's use, by its label. */
record VerifiedBy(Map<String, Double> counts, Map<String, Double> times) {

    static VerifiedBy read(String metrics) {
        return new VerifiedBy(read(metrics, "total"), read(metrics, "timestamp_seconds"));
    }

    private static Map<String, Double> read(String metrics, String unit) {
        Matcher line = Pattern.compile("kore_callbacks_verified_" + unit
                + "\\{secret=\"([^\"]*)\"\\} (\\S+)").matcher(metrics);
        Map<String, Double> values = new TreeMap<>();
        while (line.find()) {
            values.put(line.group(1), Double.valueOf(line.group(2)));
        }
        return values;
    }

    /** How many each secret verified since then; without those that verified none. */
    Map<String, Integer> since(VerifiedBy before) {
        Map<String, Integer> more = new TreeMap<>();
        counts.forEach((label, count) -> more.put(
                label, (int) (count - before.counts.getOrDefault(label, 0.0))));
        more.values().removeIf(count -> count == 0);
        return more;
    }

    /** @param owner what the labels begin with: nothing, or an account and a slash */
    String last(String owner) {
        return times.entrySet().stream()
                .filter(each -> each.getKey().matches(Pattern.quote(owner) + "[a-z]+")
                        && !each.getValue().isNaN())
                .max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }
}
