package io.github.koresimroutes.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition in simple, as far as it can be told what it takes: it holds where all parts of one of
 * its alternatives do.
 *
 * @param alternatives what stands between {@code ||}; each is what stands between {@code &&}
 */
record Condition(List<List<Part>> alternatives) {

    private static final String ALWAYS = "true";
    private static final Set<String> TRUE = Set.of("true", "'true'", "1==1");
    /** What is another each time it is asked. */
    private static final Pattern CHANGES =
            Pattern.compile(".*\\$\\{(random|uuid|date|bean|method|thread).*", Pattern.DOTALL);
    private static final Pattern COMPARISON = Pattern.compile(
            "(\\$\\{[^{}]*})\\s*(==|=~|!=|!in|in|!contains|contains)\\s*"
                    + "(?:'([^']*)'|\"([^\"]*)\")");
    private static final Pattern HEADER = Pattern.compile("^\\$\\{(in\\.)?headers?[.:]");

    /**
     * What has to hold.
     *
     * @param what     what is compared; of anything else the whole text
     * @param operator how; empty where it is no comparison with a text
     * @param value    with what
     */
    record Part(String what, String operator, String value) {

        /** Whether it holds wherever another does. */
        boolean followsFrom(Part other) {
            if (what.equals(ALWAYS)) {
                return true;
            }
            if (CHANGES.matcher(what).matches()) {
                return false;
            }
            if (equals(other)) {
                return true;
            }
            // A value by itself holds where it is there, and does not say "false".
            boolean equal = other.operator.equals("==") && what.equals(other.what);
            return equal && switch (operator) {
                case "" -> !other.value.equalsIgnoreCase("false") && !other.value.isEmpty();
                case "=~" -> value.equalsIgnoreCase(other.value);
                case "!=" -> !value.equals(other.value);
                case "contains" -> other.value.contains(value);
                default -> false;
            };
        }
    }

    /** @param simple as somebody wrote it */
    static Condition of(String simple) {
        List<List<Part>> alternatives = new ArrayList<>();
        if (split(simple, "||").size() > 1 && split(simple, "&&").size() > 1) {
            // Camel reads these from left to right, whatever binds closer elsewhere.
            return new Condition(List.of(List.of(new Part(simple.strip(), "", ""))));
        }
        for (String alternative : split(simple, "||")) {
            List<List<Part>> any = List.of(List.of());
            for (String part : split(alternative, "&&")) {
                any = and(any, parts(part.strip()));
            }
            alternatives.addAll(any);
        }
        return new Condition(alternatives);
    }

    /** Whether it takes all that another one does. */
    boolean covers(Condition other) {
        return other.alternatives.stream().allMatch(narrow -> alternatives.stream().anyMatch(
                wide -> wide.stream().allMatch(
                        part -> narrow.stream().anyMatch(part::followsFrom))));
    }

    /** Alternatives of one part: {@code in} has several. */
    private static List<Part> parts(String text) {
        if (TRUE.contains(text.replace(" ", ""))) {
            return List.of(new Part(ALWAYS, "", ""));
        }
        Matcher comparison = COMPARISON.matcher(text);
        if (!comparison.matches()) {
            return List.of(new Part(HEADER.matcher(text).replaceFirst("\\${header."), "", ""));
        }
        String what = HEADER.matcher(comparison.group(1)).replaceFirst("\\${header.");
        String value = comparison.group(3) == null ? comparison.group(4) : comparison.group(3);
        return comparison.group(2).equals("in")
                ? Arrays.stream(value.split(",")).map(each -> new Part(what, "==", each)).toList()
                : List.of(new Part(what, comparison.group(2), value));
    }

    private static List<List<Part>> and(List<List<Part>> any, List<Part> parts) {
        List<List<Part>> all = new ArrayList<>();
        for (List<Part> before : any) {
            for (Part part : parts) {
                List<Part> both = new ArrayList<>(before);
                both.add(part);
                all.add(both);
            }
        }
        return all;
    }

    /** Not where the operator stands in quotes. */
    private static List<String> split(String text, String operator) {
        List<String> parts = new ArrayList<>();
        char quote = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (quote == 0 && (letter == '\'' || letter == '"')) {
                quote = letter;
            } else if (letter == quote) {
                quote = 0;
            } else if (quote == 0 && text.startsWith(operator, i)) {
                parts.add(text.substring(from, i));
                from = i + operator.length();
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
