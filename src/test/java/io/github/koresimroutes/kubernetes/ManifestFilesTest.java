package io.github.koresimroutes.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file is one that a cluster takes, field by field. */
class ManifestFilesTest {

    private static final Path ALL = Path.of("kubernetes");

    static List<Path> manifests() throws IOException {
        return files("(?!kustomization|names).*\\.yaml");
    }

    static List<Path> kustomizations() throws IOException {
        return files("kustomization\\.yaml");
    }

    private static List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.walk(ALL)) {
            return files.filter(file -> file.getFileName().toString().matches(name)).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everyFieldIsOneOfItsKind(Path file) throws IOException {
        assertThat(StrictYaml.objects(Files.readString(file))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyFileThatAKustomizationNamesIsThere(Path file) throws IOException {
        Kustomization kustomization = Kustomization.of(file.getParent());

        assertThat(kustomization.parts()).isNotEmpty()
                .allSatisfy(part -> assertThat(file.resolveSibling(part)).exists());
    }

    /** What is wrong with a manifest, or these tests would see nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "replicas: 2                    | replica: 2                | replica",
        "replicas: 2                    | replicas: two             | two",
        "replicas: 2                    | replicas: '2'             | 2",
        "maxUnavailable: 0              | maxUnavailable: []        | IntOrString",
        "periodSeconds: 3               | periodSecond: 3           | periodSecond",
        "runAsNonRoot: true             | runsAsNonRoot: true       | runsAsNonRoot",
        "- '\"5\"'                      | - 5                       | String",
        "minReadySeconds: 10            | replicas: 3               | replicas",
        "kind: Deployment               | kind: Deploymend          | Deploymend",
        "apiVersion: apps/v1            | apiVersion: apps/v1beta1  | apps/v1beta1"})
    void whatAClusterWouldRefuseIsRefused(String right, String wrong, String told)
            throws IOException {
        String text = Files.readString(ALL.resolve("base/deployment.yaml"));
        String from = right.replace("'\"5\"'", "\"5\"");
        assertThat(text).contains(from);

        assertThatThrownBy(() -> StrictYaml.objects(text.replace(from, wrong)))
                .hasMessageContaining(told);
    }

    @Test
    void whatKustomizeDoesNotKnowIsRefused() throws IOException {
        String text = Files.readString(ALL.resolve("base/kustomization.yaml"));

        assertThatThrownBy(() -> StrictYaml.value(
                text.replace("disableNameSuffixHash", "disableSuffix") + "\nresource: []\n",
                Kustomization.class)).hasMessageContaining("resource");
    }

    /** Secrets are made beside them, and git ignores where. */
    @Test
    void noSecretIsInTheRepository() throws IOException {
        assertThat(Files.readString(Path.of(".gitignore")))
                .contains("kubernetes/overlays/*/secrets/");
        for (Path file : files(".*\\.(yaml|env|properties)")) {
            assertThat(Files.readString(file)).as(file.toString())
                    .doesNotContain("password=", "stringData")
                    .doesNotContainPattern("(?m)^kind: Secret$");
        }
    }
}
