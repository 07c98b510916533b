package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A port for health and metrics that others reach asks for a password. */
@Timeout(120)
class HealthDoorTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void whatOthersReachNeedsAPassword(@TempDir Path directory) throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.health.host", "0.0.0.0");
        try {
            assertThatThrownBy(() -> RunningBundle.start(settings).close())
                    .hasStackTraceContaining("kore.health.host = 0.0.0.0 lets others ask");
            settings.put("kore.health.user", "watch");
            assertThatThrownBy(() -> RunningBundle.start(settings).close())
                    .hasStackTraceContaining("belong together");
        } finally {
            broker.close();
        }
    }

    @Test
    void theProbesAreOpenAndSayNoMoreThanOneWord(@TempDir Path directory) throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.health.host", "0.0.0.0");
        settings.put("kore.health.user", "watch");
        settings.put("kore.health.password-file", Files.writeString(
                directory.resolve("password"), "open:sesame").toString());
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            // While the lane's route is there and has not started, health is down.
            await().until(() -> bundle.context().getRouteController()
                    .getRouteStatus("dispatch-lane-0") == ServiceStatus.Started);
            await().until(() -> get(bundle, "/observe/health", "watch:open:sesame")
                    .statusCode() == 200);
            String url = "http://127.0.0.1:" + bundle.healthPort() + "/observe/health";
            assertThat(CommandLineRun.of(directory, settings, "health", "--url", url).output())
                    .contains("UP");
            assertThat(CommandLineRun.of(directory, Map.of(), "health", "--url", url).output())
                    .contains("answered 401");
            assertThat(get(bundle, "/observe/metrics", "watch:open:sesame").body())
                    .contains("kore_callbacks");
            for (String path : new String[] {"/observe/health", "/observe/metrics", "/observe/info",
                "/", "/observe/health/", "/observe//health", "/observe/health/live/../",
                "/observe/health/liv%65", "/observe/health?x=/observe/health/live"}) {
                HttpResponse<String> answer = get(bundle, path, null);
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(answer.body()).isEqualTo("user and password are needed");
                assertThat(get(bundle, path, "watch:wrong").statusCode()).isEqualTo(401);
            }
            for (String probe : new String[] {"/live", "/ready"}) {
                HttpResponse<String> answer = get(bundle, "/observe/health" + probe
                        + "?exposureLevel=full&data=true&stackTrace=true", null);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).doesNotContain("kore", "journal", "name")
                        .hasSizeLessThan(40);
            }
            Files.delete(directory.resolve("journal.db"));
            await().until(() -> get(bundle, "/observe/health/ready", null).statusCode() == 503);
            assertThat(get(bundle, "/observe/health/ready?data=true", null).body())
                    .doesNotContain("kore", "journal", "message").hasSizeLessThan(40);
            assertThat(get(bundle, "/observe/health/ready", "watch:open:sesame").body())
                    .contains("kore-journal");
        } finally {
            broker.close();
        }
    }

    private static HttpResponse<String> get(RunningBundle bundle, String path, String credentials)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + bundle.healthPort() + path));
        if (credentials != null) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                    credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
