package io.github.koresimroutes.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.check.Findings;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteFiles;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import io.github.koresimroutes.routetest.RouteTest;
import io.github.koresimroutes.routetest.RouteTestFile;
import io.github.koresimroutes.routetest.RouteTestRun;
import io.github.koresimroutes.trial.TrialRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes of routes/examples do what their tests say, and nothing of them runs by itself. */
class RecipesTest {

    static Stream<Path> recipes() throws IOException {
        return Files.list(Path.of("routes/examples")).filter(Files::isDirectory).sorted();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theTestsOfARecipePass(Path recipe) throws Exception {
        assertThat(failures(recipe)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theTestsOfARecipeFailOnTheShippedRoutes(Path recipe) throws Exception {
        assertThat(failures(tests(recipe), RouteFiles.of(null))).isNotEmpty();
    }

    @Test
    void aRunLoadsNoneOfThem() {
        RouteSet set = RouteFiles.of(Path.of("routes"))
                .read(RouteSettings.of(TrialRoutes.SETTINGS));

        assertThat(set.files()).extracting(RouteFile::name)
                .hasSize(6).allMatch(name -> name.endsWith(".camel.yaml"));
        assertThat(set.files()).extracting(RouteFile::place)
                .noneMatch(place -> place.contains("examples"));
    }

    private static List<String> failures(Path recipe) throws Exception {
        return failures(tests(recipe), RouteFiles.of(recipe));
    }

    private static List<String> failures(List<RouteTest> tests, RouteFiles files)
            throws Exception {
        List<String> failures = new ArrayList<>();
        RouteSet set = files.read(RouteSettings.of(TrialRoutes.SETTINGS));
        try (RouteTestRun run = new RouteTestRun(set, TrialRoutes.SETTINGS)) {
            for (RouteTest test : tests) {
                run.run(test).failures().forEach(failure ->
                        failures.add(test.place() + ": " + failure));
            }
        }
        return failures;
    }

    private static List<RouteTest> tests(Path recipe) throws IOException {
        Path file = recipe.resolve(recipe.getFileName() + RouteTestFile.SUFFIX);
        Findings findings = new Findings();
        List<RouteTest> tests = RouteTestFile.read(new RouteFile(
                file.getFileName().toString(), "file:" + file, Files.readString(file)), findings);
        assertThat(findings.sorted()).isEmpty();
        assertThat(tests).isNotEmpty();
        return tests;
    }
}
