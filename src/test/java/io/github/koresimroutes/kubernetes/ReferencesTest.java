package io.github.koresimroutes.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;

/** Selectors find what they mean, and names and ports lead somewhere. */
class ReferencesTest {

    @BothWays
    void everySelectorFindsThePods(Manifests manifests) {
        Pod pod = new Pod(manifests);

        finds(manifests.one(Deployment.class).getSpec().getSelector().getMatchLabels(), pod);
        finds(manifests.one(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels(),
                pod);
        assertThat(manifests.all(Service.class)).hasSize(2)
                .allSatisfy(service -> finds(service.getSpec().getSelector(), pod));
        assertThat(pod.spec().getTopologySpreadConstraints()).isNotEmpty().allSatisfy(
                spread -> finds(spread.getLabelSelector().getMatchLabels(), pod));
    }

    private static void finds(Map<String, String> selector, Pod pod) {
        assertThat(selector).isNotEmpty();
        assertThat(pod.labels()).containsAllEntriesOf(selector);
    }

    @BothWays
    void thePortsAreThoseOfTheSettings(Manifests manifests) {
        Pod pod = new Pod(manifests);

        assertThat(pod.port("callbacks")).hasToString(pod.setting("kore.callback.port"));
        assertThat(pod.port("health")).hasToString(pod.setting("kore.health.port"));
        assertThat(pod.setting("kore.callback.host")).isEqualTo("0.0.0.0");
        assertThat(pod.setting("kore.health.host")).isEqualTo("0.0.0.0");
    }

    @BothWays
    void everyServiceLeadsToAPort(Manifests manifests) {
        Pod pod = new Pod(manifests);

        assertThat(manifests.all(Service.class)).allSatisfy(service -> assertThat(
                service.getSpec().getPorts()).hasSize(1).allSatisfy(port -> assertThat(
                        pod.port(port.getTargetPort().getStrVal())).isPositive()));
    }

    /** A pod that is not ready is the one to look at. */
    @BothWays
    void metricsAreReadFromEachPodInAnyState(Manifests manifests) {
        Service health = manifests.named(Service.class, "kore-sim-health");

        assertThat(health.getSpec().getClusterIP()).isEqualTo("None");
        assertThat(health.getSpec().getPublishNotReadyAddresses()).isTrue();
    }

    @BothWays
    void prometheusFindsTheServiceItsPortAndItsPassword(Manifests manifests) {
        ServiceMonitor monitor = manifests.one(ServiceMonitor.class);
        Map<String, String> selector = monitor.getSpec().getSelector().getMatchLabels();
        List<Service> found = manifests.all(Service.class).stream().filter(service ->
                service.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                .toList();

        assertThat(found).extracting(each -> each.getMetadata().getName())
                .containsExactly("kore-sim-health");
        Endpoint endpoint = monitor.getSpec().getEndpoints().get(0);
        assertThat(endpoint.getPort())
                .isEqualTo(found.get(0).getSpec().getPorts().get(0).getName());
        assertThat(endpoint.getPath()).isEqualTo("/observe/metrics");

        Pod pod = new Pod(manifests);
        Map<String, String> secret = manifests.secret("kore-sim-health");
        assertThat(endpoint.getBasicAuth().getUsername().getName())
                .isEqualTo(endpoint.getBasicAuth().getPassword().getName())
                .startsWith("kore-sim-health");
        assertThat(secret.get(endpoint.getBasicAuth().getUsername().getKey()))
                .isEqualTo(pod.environment().get("KORE_HEALTH_USER"));
        // The bundle takes white space around it away, and Prometheus does not.
        assertThat(secret.get(endpoint.getBasicAuth().getPassword().getKey()))
                .isNotBlank().doesNotContainAnyWhitespaces();
    }

    @BothWays
    void theIngressTakesTheUrlThatKoreWasGiven(Manifests manifests) {
        Pod pod = new Pod(manifests);
        Ingress ingress = manifests.one(Ingress.class);
        IngressRule rule = ingress.getSpec().getRules().get(0);
        HTTPIngressPath path = rule.getHttp().getPaths().get(0);
        Service service = manifests.named(
                Service.class, path.getBackend().getService().getName());

        assertThat("https://" + rule.getHost() + path.getPath())
                .isEqualTo(pod.setting("kore.callback.url"));
        assertThat(path.getPath()).isEqualTo(pod.setting("kore.callback.path"));
        assertThat(path.getPathType()).isEqualTo("Exact");
        assertThat(ingress.getSpec().getTls().get(0).getHosts()).containsExactly(rule.getHost());
        assertThat(service.getSpec().getPorts().get(0).getName())
                .isEqualTo(path.getBackend().getService().getPort().getName());
        assertThat(service.getSpec().getPorts().get(0).getTargetPort().getStrVal())
                .isEqualTo("callbacks");
    }

    /** With no pod ready, for the database is down, a budget that counts them would block it. */
    @BothWays
    void aNodeCanBeDrainedOneAtATimeAndWithoutADatabase(Manifests manifests) {
        var budget = manifests.one(PodDisruptionBudget.class).getSpec();

        assertThat(budget.getMaxUnavailable().getIntVal()).isOne();
        assertThat(budget.getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
    }
}
