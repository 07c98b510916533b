package io.github.koresimroutes.routetest;

import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import io.github.koresimroutes.trial.Sent;
import io.github.koresimroutes.trial.Trial;
import io.github.koresimroutes.trial.TrialResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.spi.PropertiesComponent;

/** Runs tests on the routes of a set. */
public final class RouteTestRun implements AutoCloseable {

    /** A message that goes round in circles between routes ends some time. */
    private static final int MOST_STEPS = 100;

    private final RouteSet set;
    private final PropertiesComponent settings;
    /** Tests with the same settings share their routes. */
    private final Map<Map<String, String>, Trial> trials = new HashMap<>();

    /**
     * @param set      the routes
     * @param settings others than those of the set
     */
    public RouteTestRun(RouteSet set, PropertiesComponent settings) {
        this.set = set;
        this.settings = settings;
    }

    /**
     * Runs a test.
     *
     * @throws Exception as Camel throws it, where the routes cannot be made
     */
    public Verdict run(RouteTest test) throws Exception {
        long begin = System.nanoTime();
        Trial trial = trial(test.settings());
        trial.answer(test.answers());
        List<String> failures = new ArrayList<>();
        Optional<TrialResult> result = given(test, trial, failures);
        if (result.isPresent()) {
            TrialResult all = test.follow() ? follow(trial, result.get()) : result.get();
            failures.addAll(Comparison.of(test.expected(), all, trial::setting));
        }
        return new Verdict(test, failures, Duration.ofNanos(System.nanoTime() - begin));
    }

    private Trial trial(Map<String, String> own) throws Exception {
        Trial trial = trials.get(own);
        if (trial == null) {
            Map<String, String> all = new TreeMap<>(set.settings().values());
            all.putAll(own);
            trial = Trial.of(new RouteSet(set.files(), new RouteSettings(all)), settings);
            trials.put(own, trial);
        }
        return trial;
    }

    private static Optional<TrialResult> given(
            RouteTest test, Trial trial, List<String> failures) {
        if (test.event() != null) {
            return Optional.of(trial.dispatch(test.event()));
        }
        RouteTest.Handed message = test.message();
        Optional<String> route = trial.routeFrom(trial.setting(message.from()));
        if (route.isEmpty()) {
            failures.add("no route takes from " + message.from());
        }
        return route.map(id -> trial.hand(id, message.body(), message.properties()));
    }

    /** What goes to a queue that a route takes from goes on there; only what ends stays. */
    private static TrialResult follow(Trial trial, TrialResult first) {
        List<Sent> ended = new ArrayList<>();
        Deque<Sent> underWay = new ArrayDeque<>(first.sent());
        for (int steps = 0; !underWay.isEmpty(); steps++) {
            Sent next = underWay.poll();
            Optional<String> route = next.kind() == Sent.Kind.ENDPOINT || steps > MOST_STEPS
                    ? Optional.empty() : trial.routeFrom(next.name());
            if (route.isEmpty()) {
                ended.add(next);
                continue;
            }
            TrialResult further = trial.hand(route.get(), next.body(), next.properties());
            if (further.end() == TrialResult.End.FAILED) {
                return further;
            }
            underWay.addAll(further.sent());
        }
        return new TrialResult(first.end(), ended, first.failure());
    }

    @Override
    public void close() {
        trials.values().forEach(Trial::close);
    }
}
