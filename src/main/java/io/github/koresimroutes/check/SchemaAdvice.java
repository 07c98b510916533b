package io.github.koresimroutes.check;

import io.github.koresimroutes.config.Similar;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What to do about fields that stand where they do not belong. */
final class SchemaAdvice {

    static final String INDENT = "Look at the indentation: two more spaces for what belongs"
            + " to the line above, the same for what stands beside it.";
    private static final Set<String> ENDPOINTS = Set.of("to", "toD", "from", "wireTap", "poll");
    private static final Set<String> OF_CHOICE = Set.of("when", "otherwise");

    private SchemaAdvice() {
    }

    /** What a node is, for people. */
    static String describe(Node node) {
        return node instanceof SequenceNode ? "a list" : node instanceof MappingNode
                ? "a group of fields" : YamlFile.isNothing(node) ? "nothing" : "a plain value";
    }

    static String unknownStep(String name) {
        return OF_CHOICE.contains(name) ? "It belongs below a 'choice'. " + INDENT : "";
    }

    /** @param known the fields that there are */
    static String unknownField(String step, String field, Set<String> known) {
        if (ENDPOINTS.contains(step)) {
            return "What the component is told stands below 'parameters', indented by two more.";
        }
        if (field.equals("steps") && step.equals("route")) {
            return "The steps of a route stand below its 'from': indent them by two more.";
        }
        return Similar.to(field, known).isPresent() ? ""
                : "It takes " + String.join(", ", known) + ".";
    }
}
