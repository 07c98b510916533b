package io.github.koresimroutes.check;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Whether a group of fields has those without which it does nothing. */
final class RequiredFields {

    /** What the schema asks for and Camel does nothing without; it takes others as they are. */
    private static final Set<String> NEEDED = Set.of("uri", "steps", "from", "expression");
    /** They do not start without an expression, though the schema asks for none. */
    private static final Set<String> ASK = Set.of("when", "filter", "split", "setBody", "setHeader",
            "setProperty", "setVariable", "validate", "transform", "script");
    /** Those without steps do not start; a branch does, and is a slip all the same. */
    private static final Set<String> HOLD_STEPS =
            Set.of("from", "filter", "split", "loop", "when");

    private final YamlFile file;
    private final NodeTuple pair;
    private final String name;
    private final Set<String> given = new TreeSet<>();
    private final Findings findings;

    private RequiredFields(YamlFile file, NodeTuple pair, Findings findings) {
        this.file = file;
        this.pair = pair;
        this.name = YamlFile.key(pair);
        this.findings = findings;
        YamlFile.pairs(pair.getValueNode()).forEach(field -> given.add(YamlFile.key(field)));
    }

    /** @param pair a name and the fields below it */
    static void check(DslSchema schema, YamlFile file, NodeTuple pair, Map<?, ?> type,
            Findings findings) {
        RequiredFields fields = new RequiredFields(file, pair, findings);
        boolean expression = fields.hasExpression();
        for (Object each : schema.required(type)) {
            if (!fields.given.contains(each.toString())
                    && !(expression && each.equals("expression"))) {
                fields.missing(each.toString());
            }
        }
        if (ASK.contains(fields.name) && !expression) {
            fields.missing("expression");
        }
        if (HOLD_STEPS.contains(fields.name)
                && fields.hasNoSteps(schema.required(type).contains("steps"))) {
            fields.noSteps();
        }
    }

    /** Whether there is an expression: its language may stand where {@code expression} would. */
    private boolean hasExpression() {
        return given.contains("expression")
                || given.stream().anyMatch(Expressions.LANGUAGES::contains);
    }

    private boolean hasNoSteps(boolean missingIsTold) {
        Node steps = YamlFile.child(pair.getValueNode(), "steps").orElse(null);
        return steps == null ? !missingIsTold
                : steps instanceof SequenceNode && YamlFile.elements(steps).isEmpty();
    }

    private void noSteps() {
        boolean branch = name.equals("when");
        findings.report(!branch, "no-steps", file, pair.getKeyNode(), "'" + name + "' has no steps"
                + (branch ? ": what fits here is sent nowhere by this branch" : ""),
                "Add 'steps:' below '" + name + "', and below it the steps, each with '- '.");
    }

    private void missing(String field) {
        findings.report(NEEDED.contains(field), "missing-field", file, pair.getKeyNode(),
                "'" + name + "' lacks '" + field + "'", "Add '" + field + ":' below '" + name
                        + "', indented by two more spaces" + (field.equals("steps")
                                ? ", and below it the steps, each with '- '." : "."));
    }
}
