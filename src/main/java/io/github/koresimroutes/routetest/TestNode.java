package io.github.koresimroutes.routetest;

import io.github.koresimroutes.check.Findings;
import io.github.koresimroutes.check.YamlFile;
import io.github.koresimroutes.config.Similar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping of a test file, read strictly: what it may not hold is a finding. */
final class TestNode {

    private static final String RULE = "test-file";

    private final YamlFile file;
    private final Node node;
    private final Findings findings;

    /** @param keys those that it may have */
    TestNode(YamlFile file, Node node, Findings findings, List<String> keys) {
        this.file = file;
        this.node = node;
        this.findings = findings;
        if (!(node instanceof MappingNode)) {
            error(node, "this must be a mapping with some of " + String.join(", ", keys));
        }
        for (NodeTuple pair : YamlFile.pairs(node)) {
            String key = YamlFile.text(pair.getKeyNode());
            if (key == null || !keys.contains(key)) {
                findings.error(RULE, file, pair.getKeyNode(), "unknown key '" + key + "'"
                        + Similar.hint(String.valueOf(key), keys),
                        "Here may be " + String.join(", ", keys) + ".");
            }
        }
    }

    String place() {
        return file.file().shownPlace() + ":" + YamlFile.line(node);
    }

    boolean has(String key) {
        return child(key).isPresent();
    }

    /** The text of a key; null where it is absent. */
    String text(String key) {
        Optional<Node> child = child(key);
        if (child.isPresent() && YamlFile.text(child.get()) == null) {
            error(child.get(), "'" + key + "' takes a text");
        }
        return child.map(YamlFile::text).orElse(null);
    }

    /** True or false; false where it is absent. */
    boolean flag(String key) {
        String text = text(key);
        if (text != null && !List.of("true", "false").contains(text)) {
            error(child(key).orElseThrow(), "'" + key + "' takes true or false");
        }
        return "true".equals(text);
    }

    /** Names and values; empty where it is absent. */
    Map<String, Object> map(String key) {
        Optional<Node> child = child(key);
        Map<String, Object> map = new LinkedHashMap<>();
        child.filter(node -> !(node instanceof MappingNode))
                .ifPresent(wrong -> error(wrong, "'" + key + "' takes names and values"));
        child.ifPresent(values -> YamlFile.pairs(values).forEach(pair -> map.put(
                String.valueOf(YamlFile.text(pair.getKeyNode())), value(pair.getValueNode()))));
        return map;
    }

    /** The same as texts; what is null stays so. */
    Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        map(key).forEach((name, value) -> texts.put(name, value == null ? null : text(value)));
        return texts;
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    /** Whatever a key holds, as Java has it; null where it is absent. */
    Object value(String key) {
        return child(key).map(TestNode::value).orElse(null);
    }

    /** The elements of a list, each read strictly; a single one needs no list. */
    List<TestNode> list(String key, List<String> keys) {
        return child(key).map(child -> (child instanceof SequenceNode list
                        ? list.getValue() : List.of(child)).stream()
                        .map(element -> new TestNode(file, element, findings, keys)).toList())
                .orElse(List.of());
    }

    /** The texts of a list; a single one needs no list. */
    List<String> names(String key) {
        Object value = value(key);
        return value == null ? List.of() : value instanceof List<?> list
                ? list.stream().map(TestNode::text).toList() : List.of(text(value));
    }

    void error(String problem) {
        error(node, problem);
    }

    private void error(Node at, String problem) {
        findings.error(RULE, file, at, problem, "");
    }

    private Optional<Node> child(String key) {
        return YamlFile.child(node, key);
    }

    private static Object value(Node node) {
        return new StandardConstructor(LoadSettings.builder().build())
                .constructSingleDocument(Optional.of(node));
    }
}
