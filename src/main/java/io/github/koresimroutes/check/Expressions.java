package io.github.koresimroutes.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** The expressions of steps, in the canonical form and the short ones. */
final class Expressions {

    /** What may stand below {@code expression}. */
    static final Set<String> LANGUAGES = Set.of("constant", "csimple", "datasonnet",
            "exchangeProperty", "groovy", "header", "hl7terser", "java", "joor", "jq", "js",
            "jsonpath", "language", "method", "mvel", "ognl", "python", "ref", "simple", "spel",
            "tokenize", "variable", "wasm", "xpath", "xquery", "xtokenize");

    private Expressions() {
    }

    /**
     * An expression.
     *
     * @param language its language
     * @param key      where that is named
     * @param value    what stands below it
     * @param code     the node of its text; null where it has none
     */
    record Expression(String language, Node key, Node value, Node code) {

        String text() {
            return code == null ? "" : YamlFile.text(code);
        }
    }

    /** The expression of a step, or of a field such as {@code handled}. */
    static Optional<Expression> of(Node step) {
        Optional<Node> wrapped = YamlFile.child(step, "expression");
        if (wrapped.isPresent() && YamlFile.text(wrapped.get()) == null) {
            return of(wrapped.get());
        }
        List<NodeTuple> pairs = YamlFile.pairs(step);
        return pairs.stream().filter(pair -> LANGUAGES.contains(YamlFile.key(pair))).findFirst()
                .map(Expressions::expression);
    }

    static Expression expression(NodeTuple pair) {
        Node value = pair.getValueNode();
        Node code = YamlFile.text(value) != null ? value
                : YamlFile.child(value, "expression").filter(n -> YamlFile.text(n) != null)
                        .orElse(null);
        return new Expression(YamlFile.key(pair), pair.getKeyNode(), value, code);
    }
}
