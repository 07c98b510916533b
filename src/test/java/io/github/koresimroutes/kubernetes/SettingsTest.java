package io.github.koresimroutes.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.github.koresimroutes.config.Defaults;
import io.github.koresimroutes.config.KeyCheck;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Settings have their names, lie where they take effect, and name files that are mounted. */
class SettingsTest {

    private static final Set<String> KNOWN = Defaults.load().stringPropertyNames();
    private static final String ROUTES = "/etc/kore-sim";

    @BothWays
    void everyVariableIsASetting(Manifests manifests) {
        Set<String> given = new Pod(manifests).environment().keySet();
        Set<String> known = KNOWN.stream().map(KeyCheck::variable).collect(Collectors.toSet());
        known.add("KORE_SIM_OPTS");

        assertThat(known).containsAll(given);
        assertThatCode(() -> new KeyCheck(KNOWN).check(List.of(), given))
                .doesNotThrowAnyException();
    }

    /** The environment would win over the file that is looked at while it runs. */
    @BothWays
    void whatRouteEditorsOwnIsNoVariable(Manifests manifests) {
        assertThat(new Pod(manifests).environment().keySet())
                .noneMatch(name -> name.startsWith("KORE_QUEUE_") || name.startsWith("CUSTOM_"));
    }

    @BothWays
    void theFileBesideTheRoutesHoldsNothingElse(Manifests manifests) throws IOException {
        Properties live = new Properties();
        live.load(new StringReader(
                manifests.configMap("kore-sim-routes").get("application.properties")));

        assertThat(live.stringPropertyNames())
                .allMatch(key -> key.startsWith("kore.queue.") || key.startsWith("custom."));
    }

    @BothWays
    void noSecretIsInAConfigMap(Manifests manifests) {
        assertThat(manifests.configMap("kore-sim-settings").keySet()).noneMatch(
                name -> name.endsWith("SECRET") || name.endsWith("PASSWORD"));
        assertThat(manifests.configMap("kore-sim-settings").get("KORE_JOURNAL_URL"))
                .doesNotContain("password");
    }

    @BothWays
    void everySecretFileIsMountedAsAWholeDirectory(Manifests manifests) {
        Pod pod = new Pod(manifests);
        Map<String, String> files = pod.environment().entrySet().stream()
                .filter(variable -> variable.getKey().endsWith("_FILE"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(files).containsKeys("KORE_CALLBACK_SECRET_FILE", "KORE_JOURNAL_PASSWORD_FILE",
                "KORE_BROKER_PASSWORD_FILE", "KORE_HEALTH_PASSWORD_FILE");
        files.forEach((name, file) -> {
            Path path = Path.of(file);
            VolumeMount mount = mount(pod, path.getParent().toString());
            assertThat(mount.getSubPath()).as(name).isNull();
            assertThat(pod.volume(mount).getSecret()).as(name).isNotNull();
            // These two come and go with a rotation.
            if (!name.contains("NEXT") && !name.contains("PREVIOUS")) {
                assertThat(pod.files(mount)).as(name).containsKey(path.getFileName().toString());
            } else {
                assertThat(pod.volume(mount).getSecret().getItems()).as(name).isEmpty();
            }
        });
    }

    /** Else the bundle warns of each: the group may read them, and others may not. */
    @BothWays
    void secretsAreNobodyElsesToRead(Manifests manifests) {
        Pod pod = new Pod(manifests);

        assertThat(pod.spec().getVolumes()).filteredOn(volume -> volume.getSecret() != null)
                .isNotEmpty().extracting(Volume::getSecret)
                .allMatch(secret -> secret.getDefaultMode() == 0440);
        assertThat(pod.spec().getSecurityContext().getFsGroup())
                .isEqualTo(pod.spec().getSecurityContext().getRunAsGroup());
    }

    @BothWays
    void routesAndTheirSettingsAreInOneDirectoryThatIsLookedAt(Manifests manifests) {
        Pod pod = new Pod(manifests);
        VolumeMount mount = mount(pod, ROUTES);

        assertThat(pod.container().getArgs())
                .containsExactly("run", "--config=" + ROUTES, "--routes=" + ROUTES);
        assertThat(mount.getSubPath()).isNull();
        assertThat(pod.files(mount))
                .containsOnlyKeys("application.properties", "route-by-status.camel.yaml");
        assertThat(pod.setting("kore.routes.watch")).isEqualTo("true");
    }

    private static VolumeMount mount(Pod pod, String path) {
        return pod.container().getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(path)).findFirst()
                .orElseThrow(() -> new AssertionError("nothing is mounted at " + path));
    }

    /** What the image takes by itself would be lost with the pod. */
    @Test
    void theBaseAloneNamesNoDatabaseAndNoBroker() throws IOException {
        Map<String, String> settings = Manifests.ofFiles(Path.of("kubernetes/base"))
                .configMap("kore-sim-settings");

        assertThat(settings.get("KORE_CALLBACK_URL")).isEmpty();
        // No name ends so: RFC 2606.
        assertThat(settings.get("KORE_JOURNAL_URL")).contains(".invalid:");
        assertThat(settings.get("KORE_BROKER_URL")).contains(".invalid:");
    }

    @BothWays
    void theExampleNamesAllThatTheBaseLeavesOpen(Manifests manifests) {
        assertThat(manifests.configMap("kore-sim-settings").values())
                .noneMatch(value -> value.isEmpty() || value.contains(".invalid"));
    }
}
