package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the YAML files say is what happens: each step is edited in turn, and its effect seen. */
class EveryStepWorksTest {

    private static final String RECEIVE = "receive-callback.camel.yaml";
    private static final String ENDPOINT = "callback-endpoint.camel.yaml";
    private static final String DISPATCH = "dispatch-events.camel.yaml";

    @TempDir
    private Path directory;

    private TestBroker broker;
    private RouteFolder routes;
    private RunningBundle bundle;

    @BeforeEach
    void open() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        routes = new RouteFolder(directory.resolve("routes"));
    }

    @AfterEach
    void close() throws Exception {
        if (bundle != null) {
            bundle.close();
        }
        broker.close();
    }

    private void start() throws Exception {
        Map<String, String> settings = RunningBundle.sqlite(directory, broker);
        settings.put("kore.dispatch.attempts", "2");
        settings.put("kore.dispatch.retry-pause", "100ms");
        bundle = RunningBundle.startLive(routes.path(), settings);
    }

    @Test
    void platformHttp() throws Exception {
        routes.replace(ENDPOINT, "path: \"{{path}}\"", "path: \"{{path}}/here\"");
        start();

        assertThat(bundle.client().status()).isEqualTo(404);
        assertThat(bundle.client().withPath("/kore/sim-status/here").status()).isEqualTo(200);
    }

    @Test
    void theSignature() throws Exception {
        remove("verify-signature");
        start();

        // Nobody says 401 any more. Nor is anything taken: an event is made of what was verified.
        assertThat(bundle.client().withSecret("wrong").status()).isEqualTo(503);
        assertThat(bundle.client().status()).isEqualTo(503);
        assertThat(JournalRows.countWhere(directory, "1 = 1")).isZero();
    }

    @Test
    void theIdempotentConsumer() throws Exception {
        routes.replace(RECEIVE, "            steps:\n              - log:", """
                - throwException:
                    exceptionType: java.lang.IllegalStateException
                    message: only a new event comes here
                - log:""".indent(14).stripTrailing().replaceFirst("^", "            steps:\n"));
        start();

        KoreClient callback = bundle.client();
        assertThat(callback.status()).isEqualTo(503);
        assertThat(JournalRows.countWhere(directory, "1 = 1")).isOne();
        assertThat(callback.status()).isEqualTo(200);
    }

    @Test
    void itsRepository() throws Exception {
        routes.replace(RECEIVE, "idempotentRepository: kore-journal",
                "idempotentRepository: in-memory");
        routes.write(RECEIVE, """
                - beans:
                    - name: in-memory
                      type: org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository
                """ + routes.text(RECEIVE));
        start();

        // What is in no journal is not acknowledged.
        assertThat(bundle.client().status()).isEqualTo(503);
        assertThat(JournalRows.countWhere(directory, "1 = 1")).isZero();
    }

    @Test
    void theMessage() throws Exception {
        remove("prepare-message");
        start();

        assertThat(bundle.client().status()).isEqualTo(200);
        // What has no message cannot be sent, and is set aside.
        await().until(() -> JournalRows.count(directory, "failed") == 1);
    }

    @Test
    void theChoice() throws Exception {
        routes.replace(RouteFolder.ROUTING, "== 'active'", "== 'acktive'");
        start();

        assertThat(bundle.client().status()).isEqualTo(200);
        broker.takeOne("kore.sim.unrouted");
    }

    @Test
    void jms() throws Exception {
        routes.replace(RouteFolder.ROUTING, "\"{{kore.queue.active}}\"", "elsewhere");
        start();

        assertThat(bundle.client().status()).isEqualTo(200);
        broker.takeOne("elsewhere");
    }

    /** Has a process step replaced by one that does nothing. */
    private void remove(String id) throws IOException {
        String file = routes.text(RECEIVE).contains(id) ? RECEIVE : DISPATCH;
        String step = routes.text(file).replaceFirst("(?s)- process:(\\s+)id: " + id + "\\s.*?ref: [^\\n]*",
                        "- log:$1id: " + id + "$1message: left out");
        assertThat(step).contains("left out");
        routes.write(file, step);
    }
}
