package io.github.koresimroutes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** YAML takes the braces for a group of fields. */
    @Test
    void aPlaceholderWithoutQuotesIsSaidWithItsPlace() {
        assertThat(described("a", "- route:\n    from:\n      uri: {{kore.queue.new}}\n"))
                .containsExactly("""
                        routes/a.camel.yaml:3:13: error: a group of fields stands where the name \
                        of a field is expected [yaml-syntax]
                            A placeholder at the beginning of a value stands in quotes: \
                        "{{kore.queue.active}}".""");
    }

    @Test
    void aCircleEndsNoCheck() {
        assertThat(described("a", "- route: &a\n    from: *a\n")).singleElement().asString()
                .startsWith("routes/a.camel.yaml:1:10: error: an alias ('*') stands within what it"
                        + " repeats");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 100_000})
    void whatIsNestedTooDeepEndsNoCheck(int depth) {
        assertThat(described("a", "- a: " + "[".repeat(depth) + "]".repeat(depth) + "\n"))
                .singleElement().asString().contains("error: this is nested too deep");
    }

    @Test
    void aliasesOfAliasesEndNoCheck() {
        StringBuilder text = new StringBuilder("- a0: &a0 [x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            text.append("- a%1$d: &a%1$d [%2$s, %2$s, %2$s, %2$s]\n".formatted(i, alias));
        }
        assertThat(described("a", text.toString())).singleElement().asString()
                .contains("there are too many");
    }

    private static List<String> described(String... files) {
        CheckedRoutes routes = CheckedRoutes.shipped();
        for (int i = 0; i < files.length; i += 2) {
            routes.file(files[i], files[i + 1]);
        }
        return routes.findings().stream().map(Finding::describe).toList();
    }
}
