package io.github.koresimroutes.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * An item of a file, with all its steps: a route, a template of routes, a route configuration or
 * what applies to all routes, such as {@code onException}.
 *
 * @param file  the file that it is in
 * @param kind  what it is, {@code route}
 * @param node  what stands below
 * @param steps all of them, each before those in it
 */
record Flow(YamlFile file, String kind, Node node, List<Step> steps) {

    /** What holds steps, or is one wherever it stands. */
    static final Set<String> HOLDERS = Set.of("from", "when", "otherwise", "doCatch",
            "doFinally", "onFallback", "onException", "onCompletion", "intercept", "interceptFrom",
            "interceptSendToEndpoint", "deadLetterChannel");

    /** All items of a file. */
    static List<Flow> of(YamlFile file) {
        List<Flow> flows = new ArrayList<>();
        for (Node item : file.items()) {
            for (NodeTuple pair : YamlFile.pairs(item)) {
                List<Step> steps = new ArrayList<>();
                collect(file, pair, null, steps);
                flows.add(new Flow(file, YamlFile.key(pair), pair.getValueNode(), steps));
            }
        }
        return flows;
    }

    private static void collect(YamlFile file, NodeTuple pair, Step parent, List<Step> steps) {
        String name = YamlFile.key(pair);
        if (name.equals("parameters")) {
            return;
        }
        Node value = pair.getValueNode();
        if (name.equals("steps")) {
            for (Node item : YamlFile.elements(value)) {
                for (NodeTuple step : YamlFile.pairs(item)) {
                    add(file, step.getKeyNode(), YamlFile.key(step), step.getValueNode(), parent,
                            steps);
                }
            }
        } else if (value instanceof SequenceNode list) {
            for (Node each : list.getValue()) {
                if (HOLDERS.contains(name)) {
                    Node wrapped = YamlFile.child(each, name).orElse(each);
                    add(file, each, name, wrapped, parent, steps);
                } else {
                    YamlFile.pairs(each).forEach(inner -> collect(file, inner, parent, steps));
                }
            }
        } else if (HOLDERS.contains(name)) {
            add(file, pair.getKeyNode(), name, value, parent, steps);
        } else {
            YamlFile.pairs(value).forEach(inner -> collect(file, inner, parent, steps));
        }
    }

    private static void add(YamlFile file, Node key, String name, Node value, Step parent,
            List<Step> steps) {
        Step step = new Step(file, name, key, value, parent);
        steps.add(step);
        YamlFile.pairs(value).forEach(pair -> collect(file, pair, step, steps));
    }

    /** Its id. */
    Optional<String> id() {
        return YamlFile.childText(node, "id");
    }

    /** Whether it begins with a {@code from}, now or when a route is made of it. */
    boolean isRoute() {
        return Set.of("route", "from", "routeTemplate").contains(kind);
    }

    /** Where it begins: one for a route. */
    Stream<Step> begins() {
        return steps.stream().filter(step -> step.name().equals("from"));
    }

    /** The parameters that a template declares, and its beans, which are named in the same way. */
    Set<String> parameters() {
        Set<String> names = new TreeSet<>();
        if (kind.equals("routeTemplate")) {
            Stream.of("parameters", "beans").flatMap(list -> YamlFile.child(node, list).stream())
                    .flatMap(list -> YamlFile.elements(list).stream())
                    .forEach(each -> YamlFile.childText(each, "name").ifPresent(names::add));
        }
        return names;
    }

    /** A field of the route: of the one below, where this is a template. */
    Optional<Node> routeField(String field) {
        Node route = kind.equals("routeTemplate")
                ? YamlFile.child(node, "route").orElse(node) : node;
        return YamlFile.child(route, field);
    }

    /** What such a field says. */
    Optional<String> routeText(String field) {
        return routeField(field).map(YamlFile::text);
    }
}
