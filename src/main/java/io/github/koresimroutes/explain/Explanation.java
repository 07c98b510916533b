package io.github.koresimroutes.explain;

import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.trial.Answer;
import io.github.koresimroutes.trial.Trial;
import io.github.koresimroutes.trial.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.PropertiesComponent;

/**
 * What becomes of something that comes.
 *
 * @param name       what comes
 * @param end        how it ends
 * @param deliveries what is sent, in order; where it fails, what would be rolled back
 * @param failure    why it fails; null otherwise
 * @param onward     routes of the set that take from a queue it is sent to, by the queue
 */
public record Explanation(String name, TrialResult.End end, List<Delivery> deliveries,
        String failure, Map<String, String> onward) {

    /** A lookup finds nothing: of all that a database may say, this comes without inventing any. */
    private static final List<Answer> ANSWERS = List.of(
            new Answer("jdbc:*", List.of(), Map.of(), null),
            new Answer("sql:*", List.of(), Map.of(), null));

    /**
     * Runs what comes through the routes of a set.
     *
     * @param settings others than those of the set
     * @throws Exception as Camel throws it, where the routes cannot be made
     */
    public static List<Explanation> of(
            RouteSet set, PropertiesComponent settings, List<Occasion> occasions) throws Exception {
        List<Explanation> all = new ArrayList<>();
        try (Trial trial = Trial.of(set, settings)) {
            trial.answer(ANSWERS);
            for (Occasion occasion : occasions) {
                all.add(of(trial, occasion));
            }
        }
        return all;
    }

    private static Explanation of(Trial trial, Occasion occasion) {
        TrialResult result = trial.dispatch(occasion.event());
        List<Delivery> deliveries = result.sent().stream()
                .map(sent -> Delivery.of(sent, occasion.event())).toList();
        Map<String, String> onward = new LinkedHashMap<>();
        deliveries.forEach(delivery -> trial.routeFrom(delivery.target())
                .ifPresent(route -> onward.put(delivery.target(), route)));
        return new Explanation(
                occasion.name(), result.end(), deliveries, result.failure(), onward);
    }

    /** Whether the same becomes of it. */
    public boolean isLike(Explanation other) {
        return end == other.end && String.valueOf(failure).equals(String.valueOf(other.failure))
                && (end == TrialResult.End.FAILED || deliveries.equals(other.deliveries))
                && onward.equals(other.onward);
    }
}
