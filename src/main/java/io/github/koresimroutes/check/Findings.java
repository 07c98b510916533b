package io.github.koresimroutes.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what the parts of a check find. */
public final class Findings {

    private final List<Finding> found = new ArrayList<>();

    /** Adds one, unless it is there already. */
    public void add(Finding finding) {
        if (!found.contains(finding)) {
            found.add(finding);
        }
    }

    /** @param at where it is */
    public void error(String rule, YamlFile file, Node at, String problem, String advice) {
        add(Finding.error(rule, file.file(), YamlFile.line(at), YamlFile.column(at), problem,
                advice));
    }

    /** @param at where it is */
    void warning(String rule, YamlFile file, Node at, String problem, String advice) {
        add(Finding.warning(rule, file.file(), YamlFile.line(at), YamlFile.column(at), problem,
                advice));
    }

    /** An error, unless it only may be one. */
    void report(boolean certain, String rule, YamlFile file, Node at, String problem,
            String advice) {
        if (certain) {
            error(rule, file, at, problem, advice);
        } else {
            warning(rule, file, at, problem, advice);
        }
    }

    /** Whether a place has an error already: what else is wrong there mostly follows from it. */
    boolean hasErrorAt(YamlFile file, Node at) {
        return found.stream().anyMatch(finding -> finding.isError()
                && file.file().shownPlace().equals(finding.place())
                && finding.line() == YamlFile.line(at) && finding.column() == YamlFile.column(at));
    }

    /** Whether there is an error of one of these rules. */
    boolean hasError(Set<String> rules) {
        return found.stream().anyMatch(each -> each.isError() && rules.contains(each.rule()));
    }

    /** In the order of files and lines. */
    public List<Finding> sorted() {
        return found.stream().sorted(Comparator
                .comparing(Finding::place, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Finding::line).thenComparing(Finding::column)).toList();
    }
}
