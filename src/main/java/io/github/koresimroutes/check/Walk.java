package io.github.koresimroutes.check;

import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Goes through all fields of a file. */
final class Walk {

    /** Is told of each field. */
    @FunctionalInterface
    interface Visitor {

        /**
         * @param below the field that it is below; empty at the top
         * @param pair  the field
         */
        void visit(String below, NodeTuple pair);
    }

    private Walk() {
    }

    /** Visits the fields below a node, each before those below it. */
    static void fields(Node node, String below, Visitor visitor) {
        YamlFile.elements(node).forEach(each -> fields(each, below, visitor));
        for (NodeTuple pair : YamlFile.pairs(node)) {
            visitor.visit(below, pair);
            fields(pair.getValueNode(), YamlFile.key(pair), visitor);
        }
    }
}
