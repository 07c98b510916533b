package io.github.koresimroutes.check;

import io.github.koresimroutes.config.Similar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Whether a plain value is one that its field takes. */
final class ValueCheck {

    private static final String RULE = "wrong-value";

    private ValueCheck() {
    }

    /** @param type what the schema says of the field */
    static void check(DslSchema schema, Map<?, ?> type, NodeTuple pair, YamlFile file,
            Findings findings) {
        Node value = pair.getValueNode();
        String text = YamlFile.text(value);
        if (text == null || YamlFile.isNothing(value) || Endpoint.isOpen(text)) {
            return;
        }
        String problem = "'" + YamlFile.key(pair) + "' is '" + text + "'";
        List<String> values = schema.values(type);
        if (!values.isEmpty()) {
            if (values.stream().noneMatch(text::equalsIgnoreCase)) {
                findings.error(RULE, file, value, problem + Similar.hint(text, values),
                        "It takes " + String.join(", ", values) + ".");
            }
            return;
        }
        String scalar = schema.scalarType(type).orElse("");
        if (scalar.equals("boolean")
                && !Set.of("true", "false").contains(text.toLowerCase(Locale.ROOT))) {
            findings.error(RULE, file, value, problem, "It takes true or false.");
        } else if (scalar.equals("number") && !text.matches("[+-]?\\.?\\d.*")) {
            // Camel takes a time such as 2s for some.
            findings.error(RULE, file, value, problem, "It takes a number.");
        }
    }
}
