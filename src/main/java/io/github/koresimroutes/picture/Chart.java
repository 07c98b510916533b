package io.github.koresimroutes.picture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.model.OptionalIdentifiedDefinition;

/** The text of a flow chart: nodes, then the arrows between them. */
final class Chart {

    /** Words that Mermaid takes for its own. */
    private static final Set<String> RESERVED = Set.of("call", "class", "classdef", "click",
            "default", "direction", "end", "flowchart", "graph", "href", "interpolate", "linkstyle",
            "style", "subgraph");
    private static final int LONGEST_LABEL = 80;

    private final Targets targets;
    private final List<String> nodes = new ArrayList<>();
    private final List<String> arrows = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** @param targets names endpoints */
    Chart(Targets targets) {
        this.targets = targets;
    }

    /** The shape of a node. */
    enum Shape {
        /** What something is done with. */
        STEP("[", "]"),
        /** Where ways part. */
        CHOICE("{", "}"),
        /** A queue or topic. */
        QUEUE("[(", ")]"),
        /** Another route, and where a route begins. */
        ROUTE("([", "])"),
        /** Another endpoint. */
        ENDPOINT("[[", "]]");

        private final String open;
        private final String close;

        Shape(String open, String close) {
            this.open = open;
            this.close = close;
        }
    }

    /**
     * Where the way goes on from.
     *
     * @param node  its name
     * @param label of the arrow; empty for none
     */
    record Exit(String node, String label) {
    }

    /** A node for an endpoint, whose arrows come from the exits. */
    String endpoint(OptionalIdentifiedDefinition<?> step, String path, String uri,
            List<Exit> from) {
        Shape shape = targets.isJms(uri) ? Shape.QUEUE
                : targets.isRoute(uri) ? Shape.ROUTE : Shape.ENDPOINT;
        return node(step, path, shape, targets.name(uri), from);
    }

    /**
     * A node whose arrows come from the exits.
     *
     * @param path names a step that has no id, the same after every change elsewhere
     */
    String node(OptionalIdentifiedDefinition<?> step, String path, Shape shape, String label,
            List<Exit> from) {
        String name = name(step.getId() == null ? path : step.getId());
        nodes.add("    " + name + shape.open + quoted(label) + shape.close);
        for (Exit exit : from) {
            arrows.add("    " + exit.node() + " --"
                    + (exit.label().isEmpty() ? "> " : " " + quoted(exit.label()) + " --> ")
                    + name);
        }
        return name;
    }

    private String name(String id) {
        String plain = id.replaceAll("[^A-Za-z0-9]+", "_");
        String name = RESERVED.contains(plain.toLowerCase(Locale.ROOT)) ? plain + "_" : plain;
        for (int more = 2; !names.add(name); more++) {
            name = plain + "_" + more;
        }
        return name;
    }

    private static String quoted(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        String cut = line.length() <= LONGEST_LABEL ? line
                : line.substring(0, LONGEST_LABEL - 1) + "\u2026";
        return '"' + cut.replace("&", "#amp;").replace("\"", "#quot;")
                .replace("<", "#lt;").replace(">", "#gt;").replace("`", "#96;") + '"';
    }

    String text() {
        return "flowchart TD\n" + String.join("\n", nodes) + "\n"
                + (arrows.isEmpty() ? "" : String.join("\n", arrows) + "\n");
    }
}
