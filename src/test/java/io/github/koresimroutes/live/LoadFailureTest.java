package io.github.koresimroutes.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class LoadFailureTest {

    @Test
    void anUnknownStepNamesFileLineAndColumn() {
        assertThat(failureOf("""
                - route:
                    from:
                      uri: direct:a
                      steps:
                        - bogus:
                            a: b
                """).describe()).isEqualTo(
                        "a.camel.yaml:5:11: error: Unknown node id: bogus [load]");
    }

    @Test
    void aRouteThatCannotBeMadeIsNamedWithItsFile() {
        assertThat(failureOf("""
                - route:
                    id: my-route
                    from:
                      uri: direct:a
                      steps:
                        - to:
                            uri: nosuch:thing
                """).describe()).startsWith(
                        "a.camel.yaml: error: the route 'my-route' cannot be made: ")
                .contains("nosuch");
    }

    @Test
    void anythingElseSaysItsReason() {
        assertThat(LoadFailure.finding(set("[]"), new RuntimeException("outer",
                new IllegalStateException("the reason"))).describe())
                .isEqualTo("error: the routes cannot be loaded: the reason [load]");
    }

    private static Finding failureOf(String yaml) {
        RouteSet set = set(yaml);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RouteLoading.load(context, set.files());
            context.start();
        } catch (Exception e) {
            return LoadFailure.finding(set, e);
        }
        throw new AssertionError("it started");
    }

    private static RouteSet set(String yaml) {
        return new RouteSet(List.of(new RouteFile("a.camel.yaml", "file:a.camel.yaml", yaml)),
                new RouteSettings(Map.of()));
    }
}
