package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.github.koresimroutes.cli.KoreSim;
import io.github.koresimroutes.kubernetes.ExampleOverlay;
import io.github.koresimroutes.kubernetes.Manifests;
import io.github.koresimroutes.kubernetes.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with the settings, secrets, files and arguments that the manifests give a pod. Only the
 * beginnings of paths, the ports, and where database and broker are differ.
 */
@Timeout(300)
class InKubernetesTest {

    private static final String ROUTES = "/etc/kore-sim";
    private static final String ROUTING = RouteFolder.ROUTING;

    @TempDir
    private Path directory;

    private final Map<String, MountedVolume> volumes = new HashMap<>();
    private final int healthPort = RunningBundle.freePort();

    @Test
    void aPodTakesCallbacksAnswersItsProbesAndFollowsItsConfigMap() throws Exception {
        Path overlay = ExampleOverlay.make(directory.resolve("project"));
        Files.writeString(overlay.resolve("secrets/current"), RunningBundle.SECRET);
        Manifests manifests = Manifests.ofFiles(overlay);
        Pod pod = new Pod(manifests);
        Map<String, String> passwords = manifests.secret("kore-sim-passwords");

        try (GuardedPostgres postgres = new GuardedPostgres(directory, passwords.get("journal"));
                BundleProcess bundle = process(pod)) {
            TestBroker broker =
                    new GuardedBroker(directory.resolve("broker"), passwords.get("broker"));
            bundle.environment("KORE_JOURNAL_URL", GuardedPostgres.url(postgres.port()));
            bundle.environment("KORE_BROKER_URL", broker.url());
            bundle.environment("KORE_BROKER_USER", GuardedBroker.USER);
            bundle.start();

            send(bundle, "inactive");
            broker.takeOne("kore.sim.inactive");
            answersItsProbes(pod);
            tellsPrometheus(manifests);
            followsItsConfigMap(bundle, broker, manifests);

            // The broker alone takes no pod out of service, and callbacks are stored.
            broker.close();
            await().until(() -> ask("/observe/health", manifests).statusCode() == 503);
            answersItsProbes(pod);
            send(bundle, "active");
        }
    }

    private void answersItsProbes(Pod pod) throws Exception {
        for (Probe probe : List.of(pod.container().getStartupProbe(),
                pod.container().getLivenessProbe(), pod.container().getReadinessProbe())) {
            assertThat(ask(probe.getHttpGet().getPath(), null).statusCode()).isEqualTo(200);
        }
    }

    private void tellsPrometheus(Manifests manifests) throws Exception {
        String path = manifests.one(ServiceMonitor.class).getSpec().getEndpoints().get(0).getPath();

        assertThat(ask(path, manifests).body()).contains("kore_callbacks_verified_total");
        assertThat(ask(path, null).statusCode()).isEqualTo(401);
    }

    /** A route and the setting that it needs are one change. */
    private void followsItsConfigMap(BundleProcess bundle, TestBroker broker, Manifests manifests)
            throws Exception {
        Map<String, String> files = new HashMap<>(manifests.configMap("kore-sim-routes"));
        files.put("application.properties", "kore.queue.billing = kore.sim.billing\n");
        files.put(ROUTING, RouteFolder.sending("inactive", "\"{{kore.queue.billing}}\""));
        volumes.get(ROUTES).change(files);
        awaitTaken(1, manifests);
        send(bundle, "inactive");
        broker.takeOne("kore.sim.billing");

        // Without its file, the routes are those of the image.
        files.remove(ROUTING);
        volumes.get(ROUTES).change(files);
        awaitTaken(2, manifests);
        send(bundle, "inactive");
        broker.takeOne("kore.sim.inactive");
        assertThat(bundle.log()).doesNotContain("refused");
    }

    private void awaitTaken(int edits, Manifests manifests) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                assertThat(ask("/observe/metrics", manifests).body()).contains(
                        "kore_routes_edits_total{outcome=\"taken\"} " + edits + ".0"));
    }

    private static void send(BundleProcess bundle, String status) throws Exception {
        assertThat(bundle.client().withNewToken().withBody(KoreClient.body(status)).status())
                .isEqualTo(200);
    }

    /** With user and password where the manifests are given that have them. */
    private HttpResponse<String> ask(String path, Manifests manifests) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + healthPort + path));
        if (manifests != null) {
            Map<String, String> secret = manifests.secret("kore-sim-health");
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                    (secret.get("username") + ":" + secret.get("password"))
                            .getBytes(StandardCharsets.UTF_8)));
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private BundleProcess process(Pod pod) throws IOException {
        BundleProcess bundle = new BundleProcess(directory, Map.of(
                "kore.health.port", Integer.toString(healthPort),
                "kore.callback.url", pod.environment().get("KORE_CALLBACK_URL")));
        mount(pod);
        bundle.environment("KORE_CALLBACK_SECRET", null);
        pod.environment().forEach((name, value) -> bundle.environment(name, here(pod, value)));
        bundle.arguments(pod.container().getArgs().stream().map(each -> here(pod, each))
                .toArray(String[]::new));
        return bundle;
    }

    private void mount(Pod pod) throws IOException {
        for (VolumeMount mount : pod.container().getVolumeMounts()) {
            volumes.put(mount.getMountPath(), new MountedVolume(
                    directory.resolve("root" + mount.getMountPath()), pod.files(mount)));
        }
    }

    /** With the paths that begin where something is mounted. */
    private String here(Pod pod, String value) {
        String mounts = pod.container().getVolumeMounts().stream()
                .map(VolumeMount::getMountPath).collect(Collectors.joining("|"));
        return value.replaceFirst("(^|=)((?:" + mounts + ")(?:/|$))",
                "$1" + directory.resolve("root") + "$2");
    }

    /** Rather than with a journal that ends with the pod. */
    @Test
    void theBaseAloneDoesNotStart() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "-Dkore.callback.url=" + RunningBundle.URL, KoreSim.class.getName(),
                "run", "--config", directory.toString(), "--routes", directory.toString()));
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(Manifests.ofFiles(Path.of("kubernetes/base"))
                .configMap("kore-sim-settings"));
        builder.environment().remove("KORE_CALLBACK_URL");
        builder.environment().put("KORE_HEALTH_USER", "prometheus");
        for (String name : List.copyOf(builder.environment().keySet())) {
            if (name.startsWith("KORE_") && name.endsWith("_FILE")) {
                builder.environment().put(name,
                        Files.writeString(directory.resolve(name), "secret").toString());
            }
        }
        Process process = builder.start();
        try {
            assertThat(process.waitFor(150, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).isOne();
        assertThat(Files.readString(output)).contains("the journal's database")
                .contains("jdbc:postgresql://set-KORE_JOURNAL_URL.invalid:5432/kore_sim");
    }
}
