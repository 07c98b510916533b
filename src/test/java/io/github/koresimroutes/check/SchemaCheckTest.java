package io.github.koresimroutes.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.koresimroutes.routeset.RouteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check sees what a validator of Camel's whole schema sees, at the place where it was broken. */
class SchemaCheckTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonSchema CAMEL = camelSchema();

    static Stream<Path> files() throws IOException {
        return Files.list(Path.of("routes"))
                .filter(file -> file.toString().endsWith(".camel.yaml")).sorted();
    }

    private static JsonSchema camelSchema() {
        try (InputStream in = SchemaCheckTest.class.getClassLoader()
                .getResourceAsStream("schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V4)
                    .getSchema(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Each field is misspelt in turn. */
    @ParameterizedTest
    @MethodSource("files")
    void aMisspeltFieldIsFoundWhereItIs(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int wrong = 0;
        for (int i = 0; i < lines.size(); i++) {
            List<String> edited = new ArrayList<>(lines);
            edited.set(i, lines.get(i).replaceFirst("^([ -]*)([A-Za-z]+):( |$)", "$1$2x:$3"));
            if (isWrong(edited)) {
                wrong++;
                int line = i + 1;
                assertThat(findings(edited)).as(edited.get(i))
                        .anyMatch(finding -> finding.line() == line);
            } else {
                assertThat(findings(edited)).as(edited.get(i)).isEmpty();
            }
        }
        assertThat(wrong).isGreaterThan(lines.size() / 3);
    }

    /** Each line is left out in turn, and each is indented by two more. */
    @ParameterizedTest
    @MethodSource("files")
    void aMissingOrIndentedLineIsFound(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            List<String> without = new ArrayList<>(lines);
            without.remove(i);
            List<String> indented = new ArrayList<>(lines);
            indented.set(i, "  " + lines.get(i));
            for (List<String> edited : List.of(without, indented)) {
                if (isWrong(edited)) {
                    assertThat(findings(edited)).as("line %d of %s", i + 1, file).isNotEmpty();
                }
            }
        }
    }

    private static boolean isWrong(List<String> lines) {
        try {
            JsonNode tree = YAML.readTree(String.join("\n", lines));
            return !CAMEL.validate(tree).isEmpty();
        } catch (JsonProcessingException e) {
            return true;
        }
    }

    private static List<Finding> findings(List<String> lines) {
        Findings findings = new Findings();
        RouteFile file = new RouteFile(
                "a.camel.yaml", "file:routes/a.camel.yaml", String.join("\n", lines));
        YamlFile.parse(file, findings).ifPresent(yaml -> SchemaCheck.check(
                yaml, DslSchema.get(SchemaCheckTest.class.getClassLoader()), findings));
        return findings.sorted();
    }
}
