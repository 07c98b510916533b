package io.github.koresimroutes.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may connect to the pods, and to what they may connect. */
class NetworkTest {

    @BothWays
    void whatNoRuleAllowsIsForbiddenBothWays(Manifests manifests) {
        Pod pod = new Pod(manifests);

        assertThat(manifests.all(NetworkPolicy.class)).isNotEmpty().allSatisfy(policy ->
                assertThat(pod.labels()).containsAllEntriesOf(
                        policy.getSpec().getPodSelector().getMatchLabels()));
        assertThat(manifests.named(NetworkPolicy.class, "kore-sim").getSpec().getPolicyTypes())
                .containsExactlyInAnyOrder("Ingress", "Egress");
    }

    /** A rule that names nobody lets everybody in. */
    @BothWays
    void everyRuleSaysWhoAndWhichPort(Manifests manifests) {
        assertThat(incoming(manifests)).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.getFrom()).isNotEmpty();
            assertThat(rule.getPorts()).isNotEmpty();
        });
        assertThat(outgoing(manifests)).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.getTo()).isNotEmpty();
            assertThat(rule.getPorts()).isNotEmpty();
        });
    }

    @BothWays
    void inComeCallbacksAndWhoAsksForMetricsEachFromItsNamespace(Manifests manifests) {
        Pod pod = new Pod(manifests);

        assertThat(in(manifests, "kore-sim-callbacks")).extracting(pod::port)
                .containsExactly(pod.port("callbacks"));
        assertThat(in(manifests, "kore-sim-health")).extracting(pod::port)
                .containsExactly(pod.port("health"));
        assertThat(incoming(manifests)).hasSize(2).flatExtracting(rule -> rule.getFrom())
                .allSatisfy(peer -> assertThat(peer.getNamespaceSelector().getMatchLabels())
                        .containsKey("kubernetes.io/metadata.name"));
    }

    private static List<String> in(Manifests manifests, String name) {
        return manifests.named(NetworkPolicy.class, name).getSpec().getIngress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getStrVal()).toList();
    }

    @BothWays
    void outGoNamesTheDatabaseAndTheBroker(Manifests manifests) {
        Pod pod = new Pod(manifests);
        int database = URI.create(
                pod.setting("kore.journal.url").substring("jdbc:".length())).getPort();
        int broker = URI.create(pod.setting("kore.broker.url")).getPort();

        assertThat(outgoing(manifests)).flatExtracting(NetworkPolicyEgressRule::getPorts)
                .extracting(NetworkPolicyPort::getPort).extracting(IntOrString::getIntVal)
                .containsExactlyInAnyOrder(53, 53, database, broker);
    }

    private static List<NetworkPolicyIngressRule> incoming(Manifests manifests) {
        return policies(manifests).flatMap(policy -> policy.getSpec().getIngress().stream())
                .toList();
    }

    private static List<NetworkPolicyEgressRule> outgoing(Manifests manifests) {
        return policies(manifests).flatMap(policy -> policy.getSpec().getEgress().stream())
                .toList();
    }

    private static Stream<NetworkPolicy> policies(Manifests manifests) {
        return manifests.all(NetworkPolicy.class).stream();
    }

    /** Kustomize 5.0, which kubectl had until 1.30, takes no second one. */
    @Test
    void aPatchIsOneObject() throws IOException {
        Path overlay = Path.of("kubernetes/overlays/example");
        assertThat(Kustomization.of(overlay).patches()).isNotEmpty().allSatisfy(patch ->
                assertThat(Files.readString(overlay.resolve(patch.get("path"))))
                        .doesNotContain("\n---"));
    }
}
