package io.github.koresimroutes.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * An endpoint that a step names.
 *
 * @param step    the step
 * @param at      where it is named
 * @param text    what stands there
 * @param scheme  its component; empty where that is known at run time only
 * @param path    what follows the scheme, without options; placeholders resolved as far as known
 * @param options what the component is told, by name
 */
record Endpoint(Step step, Node at, String text, String scheme, String path,
        Map<String, Option> options) {

    private static final Set<String> CONSUMERS = Set.of("from", "poll", "pollEnrich");
    private static final Set<String> BY_URI = Set.of("from", "to", "toD", "wireTap", "poll");
    private static final Set<String> BY_EXPRESSION =
            Set.of("enrich", "pollEnrich", "recipientList", "routingSlip");

    /**
     * An option.
     *
     * @param key   where its name stands
     * @param value what it is, with placeholders
     * @param at    where that stands
     */
    record Option(Node key, String value, Node at) {
    }

    /** Those of a step; mostly one or none. */
    static List<Endpoint> of(Step step, Known known) {
        List<Endpoint> found = new ArrayList<>();
        if (BY_URI.contains(step.name())) {
            Node uri = YamlFile.text(step.node()) != null ? step.node()
                    : step.field("uri").orElse(null);
            if (uri != null && YamlFile.text(uri) != null && !YamlFile.isNothing(uri)) {
                found.add(endpoint(step, uri, YamlFile.text(uri), known));
            }
        } else if (BY_EXPRESSION.contains(step.name())) {
            Expressions.of(step.node()).filter(e -> e.code() != null)
                    .filter(e -> Set.of("constant", "simple").contains(e.language()))
                    .ifPresent(e -> {
                        for (String uri : e.text().split(
                                step.name().endsWith("nrich") ? "\\n" : "\\s*,\\s*")) {
                            found.add(endpoint(step, e.code(), uri.strip(), known));
                        }
                    });
        } else if (step.name().equals("deadLetterChannel")) {
            step.field("deadLetterUri").filter(uri -> YamlFile.text(uri) != null)
                    .ifPresent(uri -> found.add(endpoint(step, uri, YamlFile.text(uri), known)));
        }
        return found;
    }

    private static Endpoint endpoint(Step step, Node at, String text, Known known) {
        String resolved = known.resolve(text);
        int query = resolved.indexOf('?');
        String plain = query < 0 ? resolved : resolved.substring(0, query);
        int colon = plain.indexOf(':');
        String scheme = colon < 0 ? plain : plain.substring(0, colon);
        String path = colon < 0 ? "" : plain.substring(colon + 1).replaceFirst("^//", "");
        Map<String, Option> options = new LinkedHashMap<>();
        if (query >= 0) {
            for (String pair : resolved.substring(query + 1).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    options.put(pair.substring(0, equals),
                            new Option(at, pair.substring(equals + 1), at));
                }
            }
        }
        step.field("parameters").filter(p -> !step.name().endsWith("nrich")).ifPresent(p -> {
            for (NodeTuple pair : YamlFile.pairs(p)) {
                String value = YamlFile.text(pair.getValueNode());
                options.put(YamlFile.text(pair.getKeyNode()), new Option(pair.getKeyNode(),
                        value == null ? "" : known.resolve(value), pair.getValueNode()));
            }
        });
        boolean dynamic = scheme.contains("${") || scheme.contains("{{") || scheme.isBlank();
        return new Endpoint(step, at, text, dynamic ? "" : scheme, path, options);
    }

    /** Whether it brings messages in; any other takes them. */
    boolean consumes() {
        return CONSUMERS.contains(step.name());
    }

    /** What an option is; empty where it is not given. */
    String option(String name) {
        return options.containsKey(name) ? options.get(name).value() : "";
    }

    /** The name of a {@code direct} or {@code seda} endpoint. */
    String target() {
        return path.isEmpty() ? option("name") : path;
    }

    /** Whether what it names is known only at run time. */
    static boolean isOpen(String text) {
        return text.contains("{{") || text.contains("${");
    }

    /** As people write it. */
    String shown() {
        String name = scheme.equals("direct") || scheme.equals("seda") ? target() : path;
        return name.isEmpty() ? scheme : scheme + ":" + name;
    }
}
