package io.github.koresimroutes.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What whoever edits a route file, by hand or in a visual editor, may rely on. */
class RouteFilesTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonSchema CAMEL = camelSchema();

    private static final Set<String> LANGUAGES = Set.of("simple", "constant", "exchangeProperty",
            "ref", "header", "jsonpath", "xpath", "method", "groovy", "language", "variable");

    /** Those that run. */
    static Stream<Path> files() throws IOException {
        return Files.list(Path.of("routes")).filter(RouteFilesTest::isRouteFile).sorted();
    }

    /** Those to copy from. */
    static Stream<Path> recipes() throws IOException {
        return Files.walk(Path.of("routes/examples")).filter(RouteFilesTest::isRouteFile).sorted();
    }

    static Stream<Path> allFiles() throws IOException {
        return Stream.concat(files(), recipes());
    }

    private static boolean isRouteFile(Path file) {
        return file.getFileName().toString().endsWith(".camel.yaml");
    }

    private static JsonSchema camelSchema() {
        try (InputStream in = RouteFilesTest.class.getClassLoader()
                .getResourceAsStream("schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V4)
                    .getSchema(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Test
    void theFilesAreTheKnownOnes() throws IOException {
        assertThat(files().map(file -> file.getFileName().toString())).containsExactly(
                "callback-endpoint.camel.yaml", "dispatch-events.camel.yaml",
                "handle-errors.camel.yaml", "keep-house.camel.yaml",
                "receive-callback.camel.yaml", "route-by-status.camel.yaml");
    }

    @ParameterizedTest
    @MethodSource("allFiles")
    void camelsOwnSchemaHolds(Path file) throws IOException {
        assertThat(CAMEL.validate(read(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theFirstLineSaysWhoEditsTheFile(Path file) throws IOException {
        assertThat(Files.readAllLines(file).get(0)).startsWith("# WHO EDITS THIS FILE: ");
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aRecipeSaysWhatItIsAndWhatItNeeds(Path file) throws IOException {
        assertThat(Files.readAllLines(file).get(0)).startsWith("# RECIPE: ");
        assertThat(Files.readAllLines(file).get(1)).startsWith("# NEEDS: ");
    }

    @ParameterizedTest
    @MethodSource("allFiles")
    void everyRouteIsNamedAndDescribed(Path file) throws IOException {
        for (JsonNode item : read(file)) {
            Map.Entry<String, JsonNode> only = only(item);
            if (only.getKey().equals("beans")) {
                continue;
            }
            assertThat(only.getKey()).isIn("route", "routeConfiguration", "routeTemplate");
            assertThat(only.getValue().path("id").asText()).isNotEmpty();
            assertThat(only.getValue().path("description").asText()).isNotEmpty();
            JsonNode route = only.getKey().equals("routeTemplate")
                    ? only.getValue().path("route") : only.getValue();
            if (!only.getKey().equals("routeConfiguration")) {
                assertThat(route.path("from").path("id").asText()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("allFiles")
    void everyStepIsCanonicalAndHasAnIdOfItsOwn(Path file) throws IOException {
        List<String> ids = new ArrayList<>();
        addIdsOfSteps(read(file), ids);
        assertThat(ids).doesNotContain("").doesNotHaveDuplicates().isNotEmpty();
    }

    private static void addIdsOfSteps(JsonNode node, List<String> ids) {
        for (JsonNode item : node.path("steps")) {
            Map.Entry<String, JsonNode> step = only(item);
            assertThat(step.getValue().isObject()).as("%s is no shorthand", step).isTrue();
            ids.add(step.getValue().path("id").asText());
        }
        node.forEach(child -> addIdsOfSteps(child, ids));
    }

    @ParameterizedTest
    @MethodSource("allFiles")
    void everyExpressionIsCanonical(Path file) throws IOException {
        assertCanonical("", read(file));
    }

    /** A language stands only below {@code expression} (or {@code handled}), and is an object. */
    private static void assertCanonical(String name, JsonNode node) {
        node.fields().forEachRemaining(field -> {
            boolean inParameters = name.equals("parameters");
            if (LANGUAGES.contains(field.getKey()) && field.getValue().isObject()) {
                assertThat(name).isIn("expression", "handled");
            } else if (LANGUAGES.contains(field.getKey()) && !inParameters) {
                assertThat(field.getKey() + " below " + name)
                        .isIn("ref below process", "method below method");
            }
            // A component that a file names itself has no parameters that Camel knows.
            if (field.getKey().equals("uri") && !field.getValue().asText().startsWith("plant-")) {
                assertThat(field.getValue().asText()).as("options are parameters")
                        .doesNotContain(":", "?");
            }
            assertCanonical(field.getKey(), field.getValue());
        });
        if (node.isArray()) {
            node.forEach(item -> assertCanonical(name, item));
        }
    }

    @Test
    void idsOfRoutesAreUniqueOverAllFiles() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : files().toList()) {
            read(file).forEach(item -> ids.add(only(item).getValue().path("id").asText()));
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void eachStatusIsOneBranchWithOneDestination() throws IOException {
        JsonNode choice = choiceOfStatus();
        Set<String> statuses = new HashSet<>();
        for (JsonNode when : choice.path("when")) {
            String condition = when.at("/expression/simple/expression").asText();
            String status = condition.replaceAll(".*'(.*)'", "$1");
            assertThat(condition).isEqualTo("${header.SimStatus} == '" + status + "'");
            assertThat(when.path("steps")).hasSize(1);
            assertThat(destination(when.path("steps")))
                    .isEqualTo("{{kore.queue." + status + "}}");
            statuses.add(status);
        }
        assertThat(statuses).containsExactlyInAnyOrder("new", "ready", "active", "inactive",
                "scheduled", "suspended", "deactivated", "canceled", "updating");
        assertThat(choice.path("when")).hasSameSizeAs(statuses);
        assertThat(destination(choice.path("otherwise").path("steps")))
                .isEqualTo("{{kore.queue.unrouted}}");
    }

    @Test
    void aBranchIsTenLinesAtMost() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("routes/route-by-status.camel.yaml"));
        int length = 0;
        for (String line : lines.subList(lines.indexOf("            when:") + 1, lines.size())) {
            length = line.startsWith("              - ") ? 1 : length + 1;
            if (line.startsWith("            otherwise:")) {
                return;
            }
            assertThat(length).as(line).isLessThanOrEqualTo(10);
        }
        throw new AssertionError("there is no otherwise");
    }

    private static JsonNode choiceOfStatus() throws IOException {
        JsonNode file = read(Path.of("routes/route-by-status.camel.yaml"));
        JsonNode steps = file.at("/0/route/from/steps");
        assertThat(file).hasSize(1);
        assertThat(steps).hasSize(1);
        return steps.get(0).path("choice");
    }

    private static String destination(JsonNode steps) {
        JsonNode to = steps.get(0).path("to");
        assertThat(to.path("uri").asText()).isEqualTo("jms");
        return to.path("parameters").path("destinationName").asText();
    }

    private static Map.Entry<String, JsonNode> only(JsonNode item) {
        assertThat(item).hasSize(1);
        return item.fields().next();
    }

    private static JsonNode read(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }
}
