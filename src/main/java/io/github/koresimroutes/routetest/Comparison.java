package io.github.koresimroutes.routetest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.koresimroutes.routetest.RouteTest.Expected;
import io.github.koresimroutes.routetest.RouteTest.ExpectedSend;
import io.github.koresimroutes.trial.Sent;
import io.github.koresimroutes.trial.TrialResult;
import io.github.koresimroutes.trial.TrialResult.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Compares what became of a message with what a test expects. */
final class Comparison {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final UnaryOperator<String> settings;
    private final List<String> failures = new ArrayList<>();

    private Comparison(UnaryOperator<String> settings) {
        this.settings = settings;
    }

    /**
     * What differs, a few lines each; nothing where all is as expected.
     *
     * @param settings resolves placeholders
     */
    static List<String> of(
            Expected expected, TrialResult result, UnaryOperator<String> settings) {
        Comparison comparison = new Comparison(settings);
        comparison.end(expected, result);
        if (result.end() != End.FAILED) {
            comparison.sends(expected, result.sent());
        }
        return comparison.failures;
    }

    private void end(Expected expected, TrialResult result) {
        if (expected.fails() == null && result.end() == End.FAILED) {
            failures.add("it failed: " + result.failure());
        } else if (expected.fails() != null && result.end() != End.FAILED) {
            differ("a failure: " + expected.fails(), end(result));
        } else if (expected.fails() != null && !result.failure().contains(expected.fails())) {
            differ("a failure: " + expected.fails(), "another one: " + result.failure());
        } else if (expected.end() != null && expected.end() != result.end()) {
            differ(expected.end().name().toLowerCase(Locale.ROOT), end(result));
        }
    }

    private static String end(TrialResult result) {
        String end = result.end().name().toLowerCase(Locale.ROOT);
        return result.sent().isEmpty() ? end : end + ": " + names(result.sent());
    }

    private void sends(Expected expected, List<Sent> sent) {
        List<Sent> left = new ArrayList<>(sent);
        boolean missing = false;
        for (ExpectedSend one : expected.sends()) {
            String target = settings.apply(one.target());
            List<Sent> there = left.stream().filter(each -> each.isTo(target)).toList();
            if (there.isEmpty()) {
                differ("a message to " + target, sent.isEmpty() ? "nothing" : names(sent));
                missing = true;
                continue;
            }
            // Of several to one target the one that fits best is meant.
            Sent meant = there.stream().filter(each -> differences(one, each).isEmpty())
                    .findFirst().orElse(there.get(0));
            left.remove(meant);
            differences(one, meant).forEach(difference ->
                    failures.add("to " + target + ": " + difference));
        }
        for (String never : expected.never()) {
            if (sent.stream().anyMatch(each -> each.isTo(settings.apply(never)))) {
                differ("nothing to " + settings.apply(never), names(sent));
            }
        }
        // Where one is missing, this was said with it.
        if (!expected.open() && !left.isEmpty() && !missing) {
            differ("nothing else", names(left));
        }
    }

    private List<String> differences(ExpectedSend expected, Sent sent) {
        List<String> differences = new ArrayList<>();
        expected.properties().forEach((name, value) -> {
            Object got = sent.properties().get(name);
            if (!Objects.equals(text(value), text(got))) {
                differences.add("expected " + name + " = " + shown(value)
                        + "\ngot      " + name + " = " + shown(got));
            }
        });
        body(expected.body(), sent.body(), differences);
        return differences;
    }

    private void body(Object expected, String body, List<String> differences) {
        if (expected == null) {
            return;
        }
        if (expected instanceof Map<?, ?> members) {
            try {
                members(members, JSON.readValue(body == null ? "" : body, Map.class), "",
                        differences);
            } catch (JsonProcessingException e) {
                differences.add("expected a JSON object\ngot      " + body);
            }
        } else if (!settings.apply(text(expected)).strip().equals(
                body == null ? null : body.strip())) {
            differences.add("expected the body " + expected + "\ngot      the body " + body);
        }
    }

    private void members(Map<?, ?> expected, Map<?, ?> got, String path, List<String> differences) {
        expected.forEach((name, value) -> {
            Object there = got.get(name);
            if (value instanceof Map<?, ?> inner && there instanceof Map<?, ?> innerThere) {
                members(inner, innerThere, path + name + ".", differences);
            } else if (!Objects.equals(text(value), text(there))) {
                differences.add("expected " + path + name + " = " + shown(value)
                        + " in the body\ngot      " + path + name + " = " + shown(there));
            }
        });
    }

    /** Numbers and texts that look the same are the same: YAML and JMS have types of their own. */
    private String text(Object value) {
        return value == null ? null : value instanceof String text
                ? settings.apply(text) : String.valueOf(value);
    }

    private static String shown(Object value) {
        return value == null ? "(absent)" : String.valueOf(value);
    }

    private static String names(List<Sent> sent) {
        return sent.stream().map(Sent::name).collect(Collectors.joining(", "));
    }

    private void differ(String expected, String got) {
        failures.add("expected " + expected + "\ngot      " + got);
    }
}
