package io.github.koresimroutes.routetest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.koresimroutes.callback.EventFlag;
import io.github.koresimroutes.check.Findings;
import io.github.koresimroutes.check.YamlFile;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routetest.RouteTest.Expected;
import io.github.koresimroutes.routetest.RouteTest.ExpectedSend;
import io.github.koresimroutes.routetest.RouteTest.Handed;
import io.github.koresimroutes.trial.Answer;
import io.github.koresimroutes.trial.Callback;
import io.github.koresimroutes.trial.TrialResult.End;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the tests of a file, {@code *.test.yaml}; docs/test-a-route.md describes them. */
public final class RouteTestFile {

    /** How the name of a file with tests ends. */
    public static final String SUFFIX = ".test.yaml";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TEST = List.of("test", "callback", "json", "message", "token",
            "date", "flags", "settings", "answers", "follow", "expect", "others", "not",
            "unrouted", "discarded", "fails");
    private static final List<String> MESSAGE = List.of("queue", "route", "body", "properties");
    private static final List<String> ANSWER = List.of("endpoint", "body", "headers", "error");
    private static final List<String> SEND =
            List.of("queue", "topic", "endpoint", "properties", "body");

    private RouteTestFile() {
    }

    /**
     * The tests, in their order.
     *
     * @param findings are told what is wrong with the file
     */
    public static List<RouteTest> read(RouteFile file, Findings findings) {
        List<RouteTest> tests = new ArrayList<>();
        YamlFile.parse(file, findings).ifPresent(yaml -> {
            for (Node item : yaml.items()) {
                tests.add(test(new TestNode(yaml, item, findings, TEST)));
            }
        });
        return tests;
    }

    private static RouteTest test(TestNode node) {
        String name = node.text("test");
        if (name == null) {
            node.error("a test begins with '- test:' and what it says of the routes");
        }
        long given = List.of("callback", "json", "message").stream().filter(node::has).count();
        if (given != 1) {
            node.error("a test has one of callback, json and message: what comes");
        }
        Map<String, String> settings = node.texts("settings");
        return new RouteTest(name, node.place(), event(node), message(node), settings,
                node.list("answers", ANSWER).stream().map(RouteTestFile::answer).toList(),
                node.flag("follow"), expected(node));
    }

    private static JournalEntry event(TestNode node) {
        String token = node.text("token");
        if (node.has("json")) {
            return Callback.json(json(node.value("json")), token);
        }
        if (!node.has("callback")) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>(Callback.SAMPLE);
        parameters.putAll(node.texts("callback"));
        parameters.values().removeIf(Objects::isNull);
        return Callback.form(parameters, token, date(node), flags(node));
    }

    private static Instant date(TestNode node) {
        String date = node.text("date");
        try {
            return date == null ? null : Instant.parse(date);
        } catch (DateTimeParseException e) {
            node.error("'date' takes a time such as 2026-01-02T03:04:05Z");
            return null;
        }
    }

    private static Set<EventFlag> flags(TestNode node) {
        try {
            return EventFlag.split(String.join(",", node.names("flags")));
        } catch (IllegalArgumentException e) {
            node.error("'flags' takes flags of docs/message.md, such as date-far");
            return Set.of();
        }
    }

    private static Handed message(TestNode node) {
        return node.list("message", MESSAGE).stream().findFirst().map(message -> {
            if (message.has("queue") == message.has("route")) {
                message.error("a message has one of queue and route: where it comes from, or who"
                        + " gets it");
            }
            return new Handed(message.has("queue") ? message.text("queue") : message.text("route"),
                    json(message.value("body")), message.map("properties"));
        }).orElse(null);
    }

    private static Answer answer(TestNode node) {
        if (!node.has("endpoint")) {
            node.error("an answer needs 'endpoint': who gives it");
        }
        return new Answer(String.valueOf(node.text("endpoint")), node.value("body"),
                node.map("headers"), node.text("error"));
    }

    private static Expected expected(TestNode node) {
        List<ExpectedSend> sends = new ArrayList<>();
        node.list("expect", SEND).forEach(send -> sends.add(send(send)));
        if (node.flag("unrouted")) {
            // By a step or by none: it is the same to whoever looks for it.
            sends.add(new ExpectedSend("{{kore.queue.unrouted}}", Map.of(), null));
        }
        End end = node.flag("discarded") ? End.DISCARDED : null;
        if (sends.isEmpty() && end == null && !node.has("fails") && !node.has("not")) {
            node.error("the test expects nothing: it needs one of expect, not, unrouted, discarded"
                    + " and fails");
        }
        String others = node.text("others");
        if (others != null && !others.equals("allowed")) {
            node.error("'others' takes the word allowed");
        }
        boolean open = others != null || sends.isEmpty();
        return new Expected(end, sends, open, node.names("not"), node.text("fails"));
    }

    private static ExpectedSend send(TestNode node) {
        List<String> targets = List.of("queue", "topic", "endpoint").stream()
                .filter(node::has).toList();
        if (targets.size() != 1) {
            node.error("what is expected has one of queue, topic and endpoint");
            return new ExpectedSend("", Map.of(), null);
        }
        String target = targets.get(0).equals("topic") ? "topic:" + node.text("topic")
                : node.text(targets.get(0));
        return new ExpectedSend(target, node.map("properties"), node.value("body"));
    }

    /** A text as it is; anything else as the JSON that it says. */
    private static String json(Object value) {
        try {
            return value == null || value instanceof String
                    ? (String) value : JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
