package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.config.SettingsException;
import java.net.BindException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

class StartFailureTest {

    @Test
    void aSettingsErrorIsSaidInItsOwnWordsHoweverDeepItLies() {
        Throwable failure = new RuntimeException("wrapped",
                new IllegalStateException(new SettingsException("no secret.\nSet one.")));
        assertThat(StartFailure.describe(failure))
                .isEqualTo("kore-sim: cannot start: no secret.\nSet one.");
    }

    @Test
    void aTakenPortIsSaid() {
        Throwable failure = new RuntimeException(new BindException("Address already in use"));
        assertThat(StartFailure.describe(failure)).isEqualTo("kore-sim: cannot start: "
                + "a port is taken or not allowed: Address already in use");
    }

    @Test
    void aRouteThatCannotBeCreatedIsNamed() throws Exception {
        String yaml = """
                - route:
                    id: my-route
                    from:
                      uri: direct:a
                      steps:
                        - to:
                            uri: nosuch:thing
                """;
        assertThat(StartFailure.describe(failureOf(yaml)))
                .startsWith("kore-sim: cannot start: the route 'my-route' cannot be created: ")
                .contains("nosuch").hasLineCount(1);
    }

    @Test
    void anythingElseKeepsItsOutermostAndInnermostMessage() {
        Throwable cycle = new RuntimeException("outer",
                new IllegalStateException("middle", new NullPointerException()));
        assertThat(StartFailure.describe(cycle))
                .isEqualTo("kore-sim: cannot start: outer: NullPointerException");
    }

    private static Exception failureOf(String yaml) {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(
                    ResourceHelper.fromString("a.camel.yaml", yaml));
            context.start();
        } catch (Exception e) {
            return e;
        }
        throw new AssertionError("it started");
    }
}
