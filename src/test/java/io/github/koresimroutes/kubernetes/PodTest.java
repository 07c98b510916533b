package io.github.koresimroutes.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the pod may do, how it is asked for its health, what it gets, and how it ends. */
class PodTest {

    private static final String LIVE = "/observe/health/live";
    private static final String READY = "/observe/health/ready";

    /** Kubernetes' Pod Security Standard "restricted", and a root file system that is read only. */
    @BothWays
    void itHasNoMoreRightsThanItNeeds(Manifests manifests) {
        Pod pod = new Pod(manifests);
        PodSecurityContext all = pod.spec().getSecurityContext();
        SecurityContext container = pod.container().getSecurityContext();

        assertThat(all.getRunAsNonRoot()).isTrue();
        assertThat(all.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getPrivileged()).isFalse();
        assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getCapabilities().getAdd()).isEmpty();
        assertThat(pod.spec().getHostNetwork()).isNull();
        assertThat(pod.spec().getHostPID()).isNull();
        assertThat(pod.spec().getHostIPC()).isNull();
        assertThat(pod.spec().getVolumes()).allMatch(volume -> volume.getConfigMap() != null
                || volume.getSecret() != null || volume.getEmptyDir() != null);
    }

    @BothWays
    void itIsTheUserOfTheImage(Manifests manifests) throws Exception {
        PodSecurityContext all = new Pod(manifests).spec().getSecurityContext();

        assertThat(image("USER")).isEqualTo(all.getRunAsUser() + ":" + all.getRunAsGroup());
    }

    @BothWays
    void itHasNoTokenForTheClustersApi(Manifests manifests) {
        Pod pod = new Pod(manifests);
        ServiceAccount account = manifests.one(ServiceAccount.class);

        assertThat(pod.spec().getServiceAccountName()).isEqualTo(account.getMetadata().getName());
        assertThat(pod.spec().getAutomountServiceAccountToken()).isFalse();
        assertThat(account.getAutomountServiceAccountToken()).isFalse();
    }

    /** A Service named kore-broker would set KORE_BROKER_PORT, which is no setting. */
    @BothWays
    void servicesOfTheNamespaceAreNoSettings(Manifests manifests) {
        assertThat(new Pod(manifests).spec().getEnableServiceLinks()).isFalse();
    }

    /** The image's volume, or a platform makes one of its own for it, and Java's own directory. */
    @BothWays
    void itWritesWhereNothingIsKeptAndNowhereElse(Manifests manifests) throws Exception {
        Pod pod = new Pod(manifests);
        List<VolumeMount> writable = pod.container().getVolumeMounts().stream()
                .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly())).toList();

        assertThat(writable).extracting(VolumeMount::getMountPath)
                .containsExactlyInAnyOrder(image("VOLUME"), "/tmp");
        assertThat(writable).extracting(pod::volume).extracting(Volume::getEmptyDir)
                .allMatch(empty -> empty.getSizeLimit() != null);
    }

    /** Which of them a dead broker or database makes fail is in HealthTest of the bundle. */
    @BothWays
    void theProcessAloneIsWhatARestartIsFor(Manifests manifests) {
        Pod pod = new Pod(manifests);

        assertThat(path(pod.container().getStartupProbe())).isEqualTo(LIVE);
        assertThat(path(pod.container().getLivenessProbe())).isEqualTo(LIVE);
        assertThat(path(pod.container().getReadinessProbe())).isEqualTo(READY);
    }

    private static String path(Probe probe) {
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("health");
        // A check of the database takes 2 s at the most.
        assertThat(probe.getTimeoutSeconds()).isGreaterThan(2);
        return probe.getHttpGet().getPath();
    }

    /** A migration that was cut off would begin anew. */
    @BothWays
    void aStartMayTakeAnHourAndIsNotGivenUpBefore(Manifests manifests) {
        Probe probe = new Pod(manifests).container().getStartupProbe();

        assertThat(probe.getPeriodSeconds() * probe.getFailureThreshold())
                .isGreaterThanOrEqualTo(3600);
        assertThat(manifests.one(Deployment.class).getSpec().getProgressDeadlineSeconds())
                .isGreaterThan(3600);
    }

    @BothWays
    void aRollingUpdateNeverHasFewerThanAreAskedFor(Manifests manifests) {
        var spec = manifests.one(Deployment.class).getSpec();

        assertThat(spec.getReplicas()).isGreaterThanOrEqualTo(2);
        assertThat(spec.getStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(spec.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
        assertThat(spec.getStrategy().getRollingUpdate().getMaxSurge().getIntVal()).isPositive();
    }

    @BothWays
    void itIsGivenTimeToStopInGoodOrder(Manifests manifests) {
        Pod pod = new Pod(manifests);
        List<String> before = pod.container().getLifecycle().getPreStop().getExec().getCommand();
        Duration limit = Duration.parse("PT" + pod.setting("kore.stop.timeout"));

        assertThat(before).first().isEqualTo("sleep");
        assertThat(Duration.ofSeconds(pod.spec().getTerminationGracePeriodSeconds()))
                .isGreaterThan(limit.plusSeconds(Long.parseLong(before.get(1)) + 5));
    }

    /**
     * docs/performance.md: 307 MB with a heap of 128 MB, so 179 MB beside the heap. And `kubectl exec`
     * runs a command in the same container, of which `routes check` took most, 183 MB.
     */
    @BothWays
    void itsMemoryHoldsTheHeapWhatIsBesideItAndACommand(Manifests manifests) throws Exception {
        Pod pod = new Pod(manifests);
        assertThat(Files.readString(Path.of("docs/performance.md")))
                .contains("through a heap of 128 MB").contains("307 MB of memory at the most");
        Matcher heap = Pattern.compile("-Xmx(\\d+)m")
                .matcher(pod.environment().get("KORE_SIM_OPTS"));
        assertThat(heap.find()).isTrue();

        Quantity limit = pod.container().getResources().getLimits().get("memory");
        assertThat(Quantity.getAmountInBytes(limit)).isGreaterThan(
                BigDecimal.valueOf((Long.parseLong(heap.group(1)) + 307 - 128 + 183) << 20));
        // Or it is the first to go where a node has too little.
        assertThat(pod.container().getResources().getRequests().get("memory")).isEqualTo(limit);
        assertThat(pod.container().getResources().getRequests()).containsKey("cpu");
    }

    @BothWays
    void itsPodsAreOnSeveralNodes(Manifests manifests) {
        assertThat(new Pod(manifests).spec().getTopologySpreadConstraints())
                .extracting(spread -> spread.getTopologyKey())
                .contains("kubernetes.io/hostname", "topology.kubernetes.io/zone");
    }

    /** What an instruction of the Dockerfile names last. */
    private static String image(String instruction) throws Exception {
        return Files.readAllLines(Path.of("docker/Dockerfile")).stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1))
                .reduce((first, last) -> last).orElseThrow();
    }
}
