package io.github.koresimroutes.check;

import io.github.koresimroutes.check.Expressions.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Whether each branch of a choice can be taken: the first {@code when} that fits wins. */
final class WhenCheck {

    private static final Set<String> TRUE = Set.of("true", "'true'", "1==1");

    private WhenCheck() {
    }

    /** A branch before. */
    private record Branch(Node at, String text, Set<String> parts) {

        boolean covers(Set<String> others) {
            return TRUE.contains(text) || others.containsAll(parts);
        }
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
        if (expression.isEmpty()) {
            return;
        }
        String text = plain(expression.get().text());
        Set<String> parts = parts(text);
        Node at = expression.get().code();
        for (Branch other : before) {
            if (!parts.isEmpty() && other.covers(parts)) {
                boolean same = other.text().equals(text);
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
        before.add(new Branch(at, text, parts));
    }

    /** Without blanks, other than those in quotes. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        char quote = 0;
        for (char letter : text.strip().toCharArray()) {
            if (quote == 0 && (letter == '\'' || letter == '"')) {
                quote = letter;
            } else if (letter == quote) {
                quote = 0;
            }
            if (quote != 0 || !Character.isWhitespace(letter) || isWord(plain)) {
                plain.append(letter);
            }
        }
        return plain.toString();
    }

    /** Blanks around the name of an operator, such as {@code contains}, tell it from a text. */
    private static boolean isWord(StringBuilder before) {
        return before.length() > 0 && Character.isLetter(before.charAt(before.length() - 1));
    }

    /** What has to hold together; where it says "or", it is one whole. */
    private static Set<String> parts(String text) {
        return text.contains("||") ? Set.of(text)
                : new HashSet<>(List.of(text.split("&&")));
    }
}
