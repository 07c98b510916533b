package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.journal.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Without its journal nothing is acknowledged; with it again, everything goes on by itself. */
@Timeout(180)
class JournalOutageTest {

    @TempDir
    private Path directory;
    private final int port = RunningBundle.freePort();
    private EmbeddedPostgres database;
    private TestBroker broker;

    @BeforeEach
    void start() throws Exception {
        database = startDatabase();
        broker = new TestBroker(directory.resolve("broker"));
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
        database.close();
    }

    @Test
    void aCallbackIsAnswered503WhileTheDatabaseIsDown() throws Exception {
        try (RunningBundle bundle = RunningBundle.start(Map.of(
                "kore.journal.url", database.getJdbcUrl("postgres", "postgres"),
                "kore.journal.accept-timeout", "1s",
                "kore.broker.url", broker.url()))) {
            assertThat(bundle.client().status()).isEqualTo(200);
            broker.takeOne("kore.sim.active");

            database.close();
            KoreClient refused = bundle.client();
            HttpResponse<String> answer = refused.send();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(answer.body()).isEqualTo("not stored, please try again");
            // It cannot be kept either, and that changes nothing for who is refused.
            assertThat(bundle.client().withSecret("wrong").status()).isEqualTo(401);

            database = startDatabase();
            await().atMost(Duration.ofSeconds(60)).until(() -> refused.status() == 200);

            TextMessage message = broker.takeOne("kore.sim.active");
            assertThat(message.getStringProperty("SimSid")).isEqualTo(KoreClient.SIM);
        }
    }

    /** Always on the same data and port. */
    private EmbeddedPostgres startDatabase() throws IOException {
        return TestPostgres.builder().setPort(port)
                .setDataDirectory(directory.resolve("postgres")).setCleanDataDirectory(false)
                .start();
    }
}
