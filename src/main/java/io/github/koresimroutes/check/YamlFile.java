package io.github.koresimroutes.check;

import io.github.koresimroutes.routeset.RouteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.LoadSettingsBuilder;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A route file as a tree whose nodes know their line and column.
 *
 * @param file      the file
 * @param documents its YAML documents; mostly one, none if it holds comments only
 */
public record YamlFile(RouteFile file, List<Node> documents) {

    private static final String SYNTAX = "yaml-syntax";

    /** Parses a file; where it is no YAML, the findings say so. */
    public static Optional<YamlFile> parse(RouteFile file, Findings findings) {
        List<Node> documents = new ArrayList<>();
        LoadSettings settings = settings(file.name());
        try {
            Composer composer = new Composer(settings,
                    new ParserImpl(settings, new StreamReader(settings, file.text())));
            composer.forEachRemaining(documents::add);
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().orElse(null);
            findings.add(Finding.error(SYNTAX, file, line(mark), column(mark),
                    (e.getProblem() == null ? e.getMessage() : e.getProblem()) + e.getContextMark()
                            .map(begin -> ", in what begins in line " + line(begin)).orElse(""),
                    "Mostly an indentation, a quote or a colon just above. Indent by two spaces,"
                            + " never by tabs."));
            return Optional.empty();
        } catch (YamlEngineException e) {
            findings.add(Finding.error(SYNTAX, file, 0, 0, e.getMessage(), ""));
            return Optional.empty();
        } catch (StackOverflowError e) {
            return refuse(file, YamlShape.tooDeep(null), findings);
        }
        Optional<YamlShape.Fault> fault =
                documents.stream().flatMap(each -> YamlShape.fault(each).stream()).findFirst();
        if (fault.isPresent()) {
            return refuse(file, fault.get(), findings);
        }
        return Optional.of(new YamlFile(file, documents));
    }

    /** Keys that are allowed here are refused later, with advice. */
    private static LoadSettings settings(String name) {
        LoadSettingsBuilder builder =
                LoadSettings.builder().setLabel(name).setAllowDuplicateKeys(true);
        try {
            LoadSettingsBuilder.class.getMethod("setAllowNonScalarKeys", boolean.class)
                    .invoke(builder, true);
        } catch (NoSuchMethodException e) {
            // Version 2, of older versions of Camel, allows them without a word.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return builder.build();
    }

    private static Optional<YamlFile> refuse(
            RouteFile file, YamlShape.Fault fault, Findings findings) {
        int line = fault.at() == null ? 0 : line(fault.at());
        findings.add(Finding.error(SYNTAX, file, line, line == 0 ? 0 : column(fault.at()),
                fault.problem(), fault.advice()));
        return Optional.empty();
    }

    /** Its routes, configurations, beans and so on, each a mapping with one key. */
    public List<Node> items() {
        return documents.stream().flatMap(document -> elements(document).stream()).toList();
    }

    /** The elements of a list; none of anything else. */
    public static List<Node> elements(Node node) {
        return node instanceof SequenceNode list ? list.getValue() : List.of();
    }

    /** The pairs of a mapping; none of anything else. */
    public static List<NodeTuple> pairs(Node node) {
        return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
    }

    /** The key of a pair as Camel reads it, which takes {@code route-configuration-id}, too. */
    static String key(NodeTuple pair) {
        String text = text(pair.getKeyNode());
        return text == null ? "" : StringHelper.dashToCamelCase(text);
    }

    /** The text that a key of a mapping holds. */
    public static Optional<String> childText(Node node, String key) {
        return child(node, key).map(YamlFile::text);
    }

    /** Whether a document says nothing. */
    static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** What a key of a mapping holds. */
    public static Optional<Node> child(Node node, String key) {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return mapping.getValue().stream()
                .filter(pair -> key.equals(key(pair)))
                .map(NodeTuple::getValueNode).findFirst();
    }

    /** The text of a scalar; null of anything else. */
    public static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    /** From 1. */
    public static int line(Node node) {
        return line(node.getStartMark().orElse(null));
    }

    /** From 1. */
    public static int column(Node node) {
        return column(node.getStartMark().orElse(null));
    }

    private static int line(Mark mark) {
        return mark == null ? 0 : mark.getLine() + 1;
    }

    private static int column(Mark mark) {
        return mark == null ? 0 : mark.getColumn() + 1;
    }
}
