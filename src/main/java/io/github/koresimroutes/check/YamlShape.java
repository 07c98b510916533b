package io.github.koresimroutes.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What a parser takes, and who walks through a tree cannot: circles, and groups as names. */
final class YamlShape {

    /** As many as no route file has; aliases of aliases soon have more. */
    private static final int MOST = 200_000;
    private static final int DEEPEST = 200;

    private final Deque<Node> around = new ArrayDeque<>();
    private int seen;

    private YamlShape() {
    }

    /**
     * What is wrong with a tree.
     *
     * @param at      where; null where that is not known
     * @param problem what, for people
     * @param advice  what to do
     */
    record Fault(Node at, String problem, String advice) {
    }

    /** The first thing that is wrong with a document. */
    static Optional<Fault> fault(Node document) {
        return new YamlShape().below(document);
    }

    /** What no walk comes through; the parser itself may not. */
    static Fault tooDeep(Node node) {
        return new Fault(node, "this is nested too deep", "Take it apart: a step belongs to a route"
                + " of its own, which `to: direct:...` calls.");
    }

    private Optional<Fault> below(Node node) {
        if (around.stream().anyMatch(outer -> outer == node) || ++seen > MOST) {
            return Optional.of(new Fault(node, "an alias ('*') stands within what it repeats, or"
                    + " there are too many", "Write out what it stands for."));
        }
        if (around.size() > DEEPEST) {
            return Optional.of(tooDeep(node));
        }
        around.push(node);
        for (Node element : YamlFile.elements(node)) {
            Optional<Fault> fault = below(element);
            if (fault.isPresent()) {
                return fault;
            }
        }
        for (NodeTuple pair : YamlFile.pairs(node)) {
            if (!(pair.getKeyNode() instanceof ScalarNode)) {
                return Optional.of(new Fault(pair.getKeyNode(), "a group of fields stands where the"
                        + " name of a field is expected", "A placeholder at the beginning of a"
                        + " value stands in quotes: \"{{kore.queue.active}}\"."));
            }
            Optional<Fault> fault = below(pair.getValueNode());
            if (fault.isPresent()) {
                return fault;
            }
        }
        around.pop();
        return Optional.empty();
    }
}
