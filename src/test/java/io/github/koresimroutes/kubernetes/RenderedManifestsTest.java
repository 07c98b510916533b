package io.github.koresimroutes.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kubectl kustomize} makes of the files. */
class RenderedManifestsTest {

    private static Path overlay;
    private static Manifests shipped;

    @BeforeAll
    static void make(@TempDir Path project) throws Exception {
        assumeThat(Manifests.canRender())
                .as("There is no kubectl here: the files are checked, and not what they render to")
                .isTrue();
        overlay = ExampleOverlay.make(project);
        shipped = Manifests.rendered(overlay);
    }

    @Test
    void theBaseRenders() throws Exception {
        Manifests base = Manifests.rendered(Path.of("kubernetes/base"));

        assertThat(base.all(HasMetadata.class)).hasSizeGreaterThan(8);
        assertThat(Manifests.hasHash(base.named(ConfigMap.class, "kore-sim-routes"))).isFalse();
    }

    @Test
    void onlyWhatIsReadAtTheStartRestartsPods() throws Exception {
        change("routes/application.properties", "kore.queue.billing = kore.sim.billing");
        change("secrets/current", "another");
        Manifests changed = Manifests.rendered(overlay);
        assertThat(changed.configMap("kore-sim-routes").get("application.properties"))
                .contains("\nkore.queue.billing = kore.sim.billing");
        assertThat(changed.secret("kore-sim-callback").get("current")).contains("another");
        assertThat(new Pod(changed).spec()).isEqualTo(new Pod(shipped).spec());

        for (String file : List.of("settings.env", "secrets/journal", "secrets/password")) {
            PodSpec before = new Pod(changed).spec();
            change(file, "KORE_JOURNAL_POOL_SIZE=8");
            changed = Manifests.rendered(overlay);
            assertThat(new Pod(changed).spec()).as(file).isNotEqualTo(before);
        }
    }

    private static void change(String file, String line) throws Exception {
        Path path = overlay.resolve(file);
        Files.writeString(path, Files.readString(path) + "\n" + line + "\n");
    }

    /** Kustomize gives no hash to what it does not know, so Prometheus would look for another. */
    @Test
    void prometheusIsGivenTheNameOfTheSecretWithItsHash() {
        Secret secret = shipped.named(Secret.class, "kore-sim-health");
        var auth = shipped.one(ServiceMonitor.class).getSpec().getEndpoints().get(0)
                .getBasicAuth();

        assertThat(Manifests.hasHash(secret)).isTrue();
        assertThat(auth.getUsername().getName()).isEqualTo(secret.getMetadata().getName());
        assertThat(auth.getPassword().getName()).isEqualTo(secret.getMetadata().getName());
        assertThat(Manifests.hasHash(shipped.named(ConfigMap.class, "kore-sim-routes")))
                .isFalse();
    }

    @Test
    void allIsInTheNamespaceOfTheOverlayAndOfItsImage() {
        assertThat(shipped.all(HasMetadata.class))
                .allMatch(object -> object.getMetadata().getNamespace().equals("kore"));
        assertThat(new Pod(shipped).container().getImage())
                .isEqualTo("registry.example.com/kore-sim-routes:0.1.0");
    }

    @Test
    void theExamplePutsItsOwnDatabaseInPlaceOfTheBasesOne() {
        assertThat(shipped.named(NetworkPolicy.class, "kore-sim-database").getSpec().getEgress())
                .singleElement().satisfies(rule -> assertThat(rule.getTo()).singleElement()
                        .satisfies(peer -> assertThat(peer.getIpBlock()).isNotNull()));
    }
}
