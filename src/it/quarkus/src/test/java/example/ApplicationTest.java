package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import checks.BundleChecks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class ApplicationTest extends BundleChecks {

    @TestHTTPResource
    URL address;

    @Override
    protected int port() {
        return address.getPort();
    }

    @Override
    protected String broker() {
        return System.getProperty(Services.BROKER);
    }

    @Test
    void theApplicationsOwnFormsAreReadAsBefore() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(at("/echo"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("said=hello")));
        assertEquals("hello", answer.body());
    }

    @Test
    void theApplicationsOwnRouteIsThereToo() throws Exception {
        assertEquals("pong", send(HttpRequest.newBuilder(at("/ping"))).body());
    }

    @Test
    void callbacksMayComeByHttp2() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        // The client asks for HTTP/2 with its first request.
        client.send(HttpRequest.newBuilder(at("/ping")).build(), BodyHandlers.ofString());
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(client.sendAsync(callback("scheduled"), BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertEquals(200, answer.get().statusCode());
            assertEquals(HttpClient.Version.HTTP_2, answer.get().version());
        }
    }

    /** They have a port of their own: OperationIT. */
    @Test
    void healthAndMetricsAreNotOnThePortThatKoreCalls() throws Exception {
        assertEquals(404, send(HttpRequest.newBuilder(at("/q/health"))).statusCode());
        assertEquals(404, send(HttpRequest.newBuilder(at("/q/metrics"))).statusCode());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
