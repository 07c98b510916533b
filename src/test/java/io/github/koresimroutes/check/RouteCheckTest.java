package io.github.koresimroutes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouteCheckTest {

    private static final String ROUTE =
            "- route:\n    id: mine\n    from: {uri: 'timer:mine', steps: [{log: seen}]}\n";

    @Test
    void anEmptyFileIsAnError() {
        assertThat(described("b", "# nothing\n")).containsExactly("""
                routes/b.camel.yaml: error: the file is empty [empty-file]
                    Restore it, or delete it: then the one in the program is used.""");
    }

    /** The usual way to two routes of one id: a copy that was kept beside the file. */
    @Test
    void twoRoutesOfOneIdAreSaidWithBothPlaces() {
        assertThat(described("mine", ROUTE, "mine-copy", ROUTE))
                .singleElement().asString().startsWith("routes/mine-copy.camel.yaml:2:9: error:"
                        + " another route has the id 'mine': routes/mine.camel.yaml:2"
                        + " [duplicate-id]\n    Give one of them another id");
    }

    @Test
    void brokenYamlIsSaidWithLineAndColumn() {
        assertThat(described("a", "- route:\n  id: [\n")).singleElement().asString()
                .startsWith("routes/a.camel.yaml:3:1: error: ").contains("[yaml-syntax]");
    }

    private static List<String> described(String... files) {
        CheckedRoutes routes = CheckedRoutes.shipped();
        for (int i = 0; i < files.length; i += 2) {
            routes.file(files[i], files[i + 1]);
        }
        return routes.findings().stream().map(Finding::describe).toList();
    }
}
