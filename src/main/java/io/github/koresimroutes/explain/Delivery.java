package io.github.koresimroutes.explain;

import io.github.koresimroutes.dispatch.EventMessage;
import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.trial.Sent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A message that a route sends, beside the one that the dispatch gave to it (docs/message.md).
 *
 * @param kind    where to
 * @param target  the queue, {@code topic:} and the topic, or the endpoint without options
 * @param added   properties that the event's message does not have
 * @param changed properties with another value than there
 * @param removed properties that are missing
 * @param body    the body; null where it is the event's
 */
public record Delivery(Sent.Kind kind, String target, Map<String, String> added,
        Map<String, String> changed, List<String> removed, String body) {

    /** The journal that trials seem to dispatch from. */
    private static final String JOURNAL = "trial";

    static Delivery of(Sent sent, JournalEntry event) {
        EventMessage message = EventMessage.of(event, JOURNAL, false);
        Map<String, Object> before = message.headers();
        Map<String, String> added = new TreeMap<>();
        Map<String, String> changed = new TreeMap<>();
        sent.properties().forEach((name, value) -> {
            if (!before.containsKey(name)) {
                added.put(name, String.valueOf(value));
            } else if (!Objects.equals(before.get(name), value)) {
                changed.put(name, String.valueOf(value));
            }
        });
        List<String> removed = before.keySet().stream()
                .filter(name -> !sent.properties().containsKey(name)).sorted().toList();
        return new Delivery(sent.kind(), sent.name(), added, changed, removed,
                message.body().equals(sent.body()) ? null : Objects.toString(sent.body(), ""));
    }

    /** {@code + Tier: gold}, {@code ~ SimStatus: on}, {@code - AccountSid}; or "unchanged". */
    public String headers() {
        StringBuilder text = new StringBuilder();
        added.forEach((name, value) -> text.append(", + ").append(name).append(": ").append(value));
        changed.forEach((name, value) ->
                text.append(", ~ ").append(name).append(": ").append(value));
        removed.forEach(name -> text.append(", - ").append(name));
        return text.isEmpty() ? "unchanged" : text.substring(2);
    }
}
