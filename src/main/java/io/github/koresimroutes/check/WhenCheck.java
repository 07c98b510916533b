package io.github.koresimroutes.check;

import io.github.koresimroutes.check.Expressions.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Whether each branch of a choice can be taken: the first {@code when} that fits wins. */
final class WhenCheck {

    private WhenCheck() {
    }

    /** A branch before. */
    private record Branch(Node at, Condition condition) {
    }

    static void check(Flow flow, Findings findings) {
        for (Step step : flow.steps()) {
            if (step.name().equals("choice")) {
                List<Branch> before = new ArrayList<>();
                flow.steps().stream().filter(when -> when.parent() == step
                                && when.name().equals("when") && !when.isDisabled())
                        .forEach(when -> when(when, before, findings));
            }
        }
    }

    private static void when(Step when, List<Branch> before, Findings findings) {
        Optional<Expression> expression = Expressions.of(when.node()).filter(e -> e.code() != null
                && Set.of("simple", "constant").contains(e.language()));
        if (expression.isEmpty() || expression.get().text().isBlank()) {
            return;
        }
        Condition condition = Condition.of(expression.get().text());
        Node at = expression.get().code();
        for (Branch other : before) {
            if (other.condition().covers(condition)) {
                boolean same = condition.covers(other.condition());
                String line = "line " + YamlFile.line(other.at());
                findings.error(same ? "duplicate-when" : "unreachable-when", when.file(), at, same
                        ? "this branch is never taken: the when in " + line + " asks the same"
                        : "this branch is never taken: the when in " + line
                                + " is asked first, and takes all that fits here", same
                        ? "Remove one of them, or correct its condition."
                        : "The narrower condition comes first: move this branch above " + line
                                + ".");
                return;
            }
        }
        before.add(new Branch(at, condition));
    }
}
