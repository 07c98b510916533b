package io.github.koresimroutes.check;

import io.github.koresimroutes.routeset.RouteFile;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something about the route files that whoever edits them has to know.
 *
 * @param severity whether such a set may run
 * @param rule     the name of what is broken, {@code unknown-option}; it does not change
 * @param place    the file's path, for people; null where it is about the whole set
 * @param line     from 1; 0 where there is none
 * @param column   from 1; 0 where there is none
 * @param problem  what is wrong, in one sentence without an end stop
 * @param advice   what to do; empty where the problem says it
 */
public record Finding(Severity severity, String rule, String place, int line, int column,
        String problem, String advice) {

    /** Whether a set with such a finding may run. */
    public enum Severity {
        /** It is refused. */
        ERROR,
        /** It runs, and somebody should look. */
        WARNING
    }

    static Finding error(String rule, RouteFile file, int line, int column, String problem,
            String advice) {
        return new Finding(
                Severity.ERROR, rule, file.shownPlace(), line, column, problem, advice);
    }

    static Finding warning(String rule, RouteFile file, int line, int column, String problem,
            String advice) {
        return new Finding(
                Severity.WARNING, rule, file.shownPlace(), line, column, problem, advice);
    }

    /** An error of a file, somewhere in it. */
    public static Finding ofFile(String rule, RouteFile file, String problem) {
        return error(rule, file, 0, 0, problem, "");
    }

    /** An error at a place of a file. */
    public static Finding ofPlace(
            String rule, RouteFile file, int line, int column, String problem) {
        return error(rule, file, line, column, problem, "");
    }

    /** An error of the whole set. */
    public static Finding ofSet(String rule, String problem) {
        return new Finding(Severity.ERROR, rule, null, 0, 0, problem, "");
    }

    /** Whether the set may not run. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** All of them, as compilers tell them. */
    public static String describe(List<Finding> findings) {
        return findings.stream().map(Finding::describe).collect(Collectors.joining("\n"));
    }

    /** As compilers tell it, {@code routes/x.camel.yaml:19:15: error: ...}, the advice below. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        if (place != null) {
            text.append(place).append(':');
            if (line > 0) {
                text.append(line).append(':').append(column).append(':');
            }
            text.append(' ');
        }
        text.append(isError() ? "error: " : "warning: ").append(problem)
                .append(" [").append(rule).append(']');
        if (!advice.isEmpty()) {
            text.append("\n    ").append(advice.replace("\n", "\n    "));
        }
        return text.toString();
    }
}
