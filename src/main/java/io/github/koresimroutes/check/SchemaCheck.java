package io.github.koresimroutes.check;

import io.github.koresimroutes.config.Similar;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Whether a file has the fields that Camel reads, each where it belongs. The schema is followed
 * field by field, rather than by a validator, which would tell of each step that this is not.
 */
final class SchemaCheck {

    /** Steps that Camel takes although its schema does not say so. */
    private static final Set<String> UNLISTED = Set.of("intercept", "interceptFrom",
            "interceptSendToEndpoint", "onException", "onCompletion");

    private final DslSchema schema;
    private final YamlFile file;
    private final Findings findings;

    private SchemaCheck(DslSchema schema, YamlFile file, Findings findings) {
        this.schema = schema;
        this.file = file;
        this.findings = findings;
    }

    static void check(YamlFile file, DslSchema schema, Findings findings) {
        SchemaCheck check = new SchemaCheck(schema, file, findings);
        for (Node document : file.documents()) {
            if (document instanceof SequenceNode list) {
                list.getValue().forEach(item -> check.single(item, schema.root(), "item"));
            } else if (!YamlFile.isNothing(document) && !isIntegration(document)) {
                findings.error("wrong-type", file, document, "this is no list of routes: Camel"
                        + " would take nothing of it",
                        "A route file is a list: '- route:' and below it what the route is.");
            }
        }
    }

    /** Of Camel K: Camel takes its routes from below. Of any other mapping it takes none. */
    private static boolean isIntegration(Node document) {
        return YamlFile.child(document, "apiVersion").isPresent();
    }

    /** Something that is one field only: a step, or an item of the file. */
    private void single(Node node, Map<?, ?> type, String what) {
        List<NodeTuple> pairs = YamlFile.pairs(node);
        if (!(node instanceof MappingNode)) {
            findings.error("wrong-type", file, node, "here is no " + what + " but "
                    + SchemaAdvice.describe(node),
                    "It takes '- name:' and below it, indented, its fields.");
            return;
        }
        if (pairs.size() > 1) {
            NodeTuple second = pairs.get(1);
            findings.error("indentation", file, second.getKeyNode(), "'" + YamlFile.text(
                    second.getKeyNode()) + "' stands beside '" + YamlFile.text(
                    pairs.get(0).getKeyNode()) + "' and not below it", what.equals("step")
                    ? "Indent it by four more than the dash of the step, or begin another step:"
                            + " '- '." : SchemaAdvice.INDENT);
            if (pairs.stream().skip(1).anyMatch(pair ->
                    !schema.fields(type).contains(YamlFile.key(pair)))) {
                return;
            }
        }
        for (NodeTuple pair : pairs) {
            String name = String.valueOf(YamlFile.text(pair.getKeyNode()));
            if (schema.fields(type).contains(name)) {
                schema.field(type, name).ifPresent(field -> value(pair, field));
            } else if (!UNLISTED.contains(name)) {
                findings.error("unknown-" + what, file, pair.getKeyNode(), "unknown " + what + " '"
                        + name + "'" + Similar.hint(name, schema.fields(type)),
                        SchemaAdvice.unknownStep(name));
            }
        }
    }

    private void value(NodeTuple pair, Map<?, ?> type) {
        String name = YamlFile.key(pair);
        Node value = pair.getValueNode();
        if (value instanceof SequenceNode list) {
            list(pair, list, name, type);
        } else if (value instanceof MappingNode) {
            if (schema.takes(type, "object")) {
                fields(pair, type);
            } else {
                wrongType(pair, type);
            }
        } else if (YamlFile.isNothing(value)
                && (schema.takes(type, "object") || !schema.takes(type, "scalar"))) {
            findings.error("missing-field", file, pair.getKeyNode(), "'" + name + "' is empty",
                    "What belongs to it stands below it, indented by two more spaces."
                            + (schema.required(type).isEmpty() && schema.takes(type, "object")
                                    ? " Where there is nothing to say, write '" + name + ": {}'."
                                    : ""));
        } else if (schema.takes(type, "scalar")) {
            ValueCheck.check(schema, type, pair, file, findings);
        } else if (!name.equals("from") && !schema.isListOfTexts(type)) {
            wrongType(pair, type);
        }
    }

    private void list(NodeTuple pair, SequenceNode list, String name, Map<?, ?> type) {
        if (!schema.takes(type, "array")) {
            wrongType(pair, type);
            return;
        }
        Map<?, ?> element = schema.element(type);
        for (Node each : list.getValue()) {
            if (schema.isSingle(element)) {
                single(each, element, name.equals("steps") ? "step" : "item");
            } else {
                value(new NodeTuple(pair.getKeyNode(), each), element);
            }
        }
    }

    private void wrongType(NodeTuple pair, Map<?, ?> type) {
        String name = YamlFile.key(pair);
        boolean list = schema.takes(type, "array");
        boolean group = !list && schema.takes(type, "object");
        findings.error("wrong-type", file, pair.getKeyNode(), "'" + name + "' takes "
                + (list ? "a list" : group ? "fields of its own, below it" : "a plain value")
                + ", and here is " + SchemaAdvice.describe(pair.getValueNode()),
                list ? "Begin each of its elements with '- '."
                        : group ? "It takes " + String.join(", ", schema.fields(type)) + "."
                                : SchemaAdvice.INDENT);
    }

    private void fields(NodeTuple pair, Map<?, ?> type) {
        String name = YamlFile.key(pair);
        if (schema.isOpen(type)) {
            return;
        }
        Set<String> known = schema.fields(type);
        Set<String> given = new TreeSet<>();
        for (NodeTuple field : YamlFile.pairs(pair.getValueNode())) {
            String key = YamlFile.key(field);
            if (!given.add(key)) {
                findings.error("duplicate-field", file, field.getKeyNode(), "'" + key
                        + "' stands twice in " + name, "Camel would take the last one only.");
            } else if (known.contains(key)) {
                schema.field(type, key).ifPresent(below -> value(field, below));
            } else {
                unknown(field, name, known);
            }
        }
        RequiredFields.check(schema, file, pair, type, findings);
    }

    private void unknown(NodeTuple field, String name, Set<String> known) {
        String key = YamlFile.key(field);
        boolean expression = name.equals("expression");
        findings.error(expression ? "unknown-language" : "unknown-field", file, field.getKeyNode(),
                (expression ? "unknown language '" : "unknown field '")
                        + YamlFile.text(field.getKeyNode()) + "'"
                        + (expression ? "" : " in " + name)
                        + Similar.hint(key, known), SchemaAdvice.unknownField(name, key, known));
    }
}
