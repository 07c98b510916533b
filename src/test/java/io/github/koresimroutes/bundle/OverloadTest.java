package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered while the process cannot serve: 503, as KORE takes a 404 as final. */
class OverloadTest {

    @Test
    void beyondTheLimitOfRequestsTheAnswerIs503AndLaterItServesAgain(@TempDir Path directory)
            throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.callback.max-requests", "3");
        settings.put("kore.callback.body-timeout", "3s");
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            List<Socket> halves = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket("127.0.0.1", bundle.port());
                halves.add(socket);
                socket.getOutputStream().write(("POST /kore/sim-status HTTP/1.1\r\nHost: x\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 145\r\n\r\nApiVersion=v1")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            KoreClient callback = bundle.client();
            await().until(() -> callback.status() == 503);
            HttpResponse<String> answer = callback.send();
            assertThat(answer.headers().firstValue("retry-after")).isPresent();

            await().until(() -> callback.status() == 200);
            broker.takeOne("kore.sim.active");
            for (Socket socket : halves) {
                socket.close();
            }
        } finally {
            broker.close();
        }
    }

    @Test
    void whomAForcedStopCatchesIsAnswered503OrNothing(@TempDir Path directory) throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        try (RunningBundle bundle = RunningBundle.start(settings);
                Connection lock = DriverManager.getConnection(
                        settings.get("kore.journal.url"));
                Statement statement = lock.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(bundle.client().withNewToken().sendAsync());
            }
            Thread.sleep(500);
            bundle.context().getShutdownStrategy().setTimeout(1);
            bundle.context().stop();

            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.handle((given, closed) ->
                        closed != null ? 0 : given.statusCode()).get()).isIn(0, 503);
            }
        } finally {
            broker.close();
        }
    }

    @Test
    void withoutItsRouteThePathAnswers503AndNever404(@TempDir Path directory) throws Exception {
        String route = "callback-endpoint-default";
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        try (RunningBundle bundle = RunningBundle.start(
                RunningBundle.sqlite(directory, broker))) {
            KoreClient callback = bundle.client();
            bundle.context().getRouteController().stopRoute(route);
            assertThat(callback.status()).isEqualTo(503);
            assertThat(callback.withPath("/elsewhere").status()).isEqualTo(503);

            bundle.context().getRouteController().startRoute(route);
            assertThat(callback.status()).isEqualTo(200);
            assertThat(callback.withPath("/elsewhere").status()).isEqualTo(404);

            bundle.context().getRouteController().stopRoute("receive-callback");
            assertThat(callback.withNewToken().status()).as("at once").isEqualTo(503);
            broker.takeOne("kore.sim.active");
        } finally {
            broker.close();
        }
    }
}
