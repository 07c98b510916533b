package io.github.koresimroutes.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** docs/dependencies.md says of each dependency of the pom what it is there for. */
class DependenciesTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+:[^`]+)` \\| [^|]+ \\| [^|]+ \\|$", Pattern.MULTILINE);

    private static final Set<String> NOT_SHIPPED = Set.of("test", "provided");

    @Test
    void thePageNamesEachDependencyThatIsShippedAndNoOther() throws Exception {
        String page = Files.readString(Path.of("docs/dependencies.md"));

        assertThat(ROW.matcher(page).results().map(row -> row.group(1)))
                .containsExactlyElementsOf(shipped());
    }

    /** In the pom's order. */
    private static List<String> shipped() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        List<String> found = new ArrayList<>();
        for (Element dependency : children(child(pom.getDocumentElement(), "dependencies"))) {
            if (!NOT_SHIPPED.contains(String.valueOf(text(dependency, "scope")))) {
                found.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
            }
        }
        return found;
    }

    private static List<Element> children(Element parent) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item)
                .filter(Element.class::isInstance).map(Element.class::cast).toList();
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream().filter(each -> each.getTagName().equals(name))
                .findFirst().orElse(null);
    }

    private static String text(Element parent, String name) {
        Node child = child(parent, name);
        return child == null ? null : child.getTextContent();
    }
}
