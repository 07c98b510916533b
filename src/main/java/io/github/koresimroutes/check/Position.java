package io.github.koresimroutes.check;

import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A place in a file.
 *
 * @param line   from 1
 * @param column from 1
 */
record Position(int line, int column) {

    /** Where a node begins. */
    static Position of(Node node) {
        return new Position(YamlFile.line(node), YamlFile.column(node));
    }

    /** Where a part of a text stands first; where the text begins, if it is not found as it is. */
    static Position of(YamlFile file, Node text, String part) {
        List<String> lines = file.file().text().lines().toList();
        int last = text.getEndMark().map(mark -> mark.getLine()).orElse(YamlFile.line(text) - 1);
        for (int line = YamlFile.line(text) - 1; line <= last && line < lines.size(); line++) {
            int from = line == YamlFile.line(text) - 1 ? YamlFile.column(text) - 1 : 0;
            int found = lines.get(line).indexOf(part, from);
            if (found >= 0) {
                return new Position(line + 1, found + 1);
            }
        }
        return of(text);
    }

    /** The place of a character of a text; where the text begins, if it is over several lines. */
    static Position of(Node text, int index) {
        ScalarStyle style = ((ScalarNode) text).getScalarStyle();
        int quote = style == ScalarStyle.PLAIN ? 0 : 1;
        boolean oneLine = style != ScalarStyle.FOLDED && style != ScalarStyle.LITERAL
                && text.getEndMark().map(mark -> mark.getLine() + 1).orElse(0)
                        == YamlFile.line(text);
        return oneLine
                ? new Position(YamlFile.line(text), YamlFile.column(text) + quote + index)
                : of(text);
    }
}
