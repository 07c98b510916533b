package io.github.koresimroutes.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteCheckTest {

    private static final String ROUTE =
            "- route:\n    id: mine\n    from: {uri: 'direct:mine', steps: []}\n";

    @Test
    void anEmptyFileIsAnError() {
        assertThat(described(file("b", "# nothing\n"))).containsExactly("""
                routes/b.camel.yaml: error: the file is empty [empty-file]
                    Restore it, or delete it: then the one in the program is used.""");
    }

    /** The usual way to two routes of one id: a copy that was kept beside the file. */
    @Test
    void twoRoutesOfOneIdAreSaidWithBothPlaces() {
        assertThat(described(file("mine", ROUTE), file("mine-copy", ROUTE)))
                .singleElement().asString().startsWith("routes/mine-copy.camel.yaml:2:9: error:"
                        + " another route has the id 'mine': routes/mine.camel.yaml:2"
                        + " [duplicate-id]\n    Give one of them another id");
    }

    @Test
    void brokenYamlIsSaidWithLineAndColumn() {
        assertThat(described(file("a", "- route:\n  id: [\n"))).singleElement().asString()
                .startsWith("routes/a.camel.yaml:3:1: error: ").contains("[yaml-syntax]");
    }

    private static RouteFile file(String name, String text) {
        String path = "routes/" + name + RouteFile.SUFFIX;
        return new RouteFile(name + RouteFile.SUFFIX, "file:" + path, text);
    }

    private static List<String> described(RouteFile... files) {
        return RouteCheck.findings(new RouteSet(List.of(files), new RouteSettings(Map.of())))
                .stream().map(Finding::describe).toList();
    }
}
