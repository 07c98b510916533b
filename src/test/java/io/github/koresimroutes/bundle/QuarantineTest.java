package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.journal.TestPostgres;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong secret or URL of ours costs no callback. */
@Timeout(240)
class QuarantineTest {

    @TempDir
    private Path directory;
    private TestBroker broker;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
        settings = new HashMap<>(RunningBundle.sqlite(directory, broker));
        settings.put("kore.callback.url", RunningBundle.URL);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whatAWrongSecretRefusedIsOnItsQueueOnceAfterTheFix(String database) throws Exception {
        if (database.equals("postgresql")) {
            settings.put("kore.journal.url", TestPostgres.freshUrl());
        }
        List<String> tokens = new ArrayList<>();
        KoreClient sentAgain;
        settings.put("kore.callback.secret", "wrong");
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            KoreClient callback = bundle.client();
            for (int i = 0; i < 20; i++) {
                String token = KoreClient.newToken();
                tokens.add(token);
                assertThat(callback.withToken(token).status()).isEqualTo(401);
            }
            sentAgain = callback.withToken(tokens.get(7));
            assertThat(callback.withNewToken().withSecret("forged").status()).isEqualTo(401);
            assertThat(CommandLineRun.of(directory, settings, "quarantine", "list", "--kind",
                    "likely").output().lines()).hasSize(1 + 21);
        }
        settings.put("kore.callback.secret", RunningBundle.SECRET);
        settings.put("kore.callback.port", Integer.toString(sentAgain.port()));
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            assertThat(sentAgain.status()).isEqualTo(200);

            Process first = CommandLineRun.start(directory, settings, "quarantine", "reverify");
            CommandLineRun second =
                    CommandLineRun.of(directory, settings, "quarantine", "reverify");
            CommandLineRun one = CommandLineRun.of(first);

            assertThat(List.of(one.exitCode(), second.exitCode())).containsOnly(0);
            assertThat(one.output() + second.output()).contains("does not verify");
            List<TextMessage> messages = broker.take("kore.sim.active", 20);
            List<String> received = new ArrayList<>();
            for (TextMessage message : messages) {
                received.add(message.getJMSCorrelationID());
                boolean released = !message.getJMSCorrelationID().equals(tokens.get(7));
                assertThat(message.getStringProperty("KoreFlags"))
                        .isEqualTo(released ? "released" : null);
                assertThat(MessageContract.problems(message)).isEmpty();
            }
            assertThat(received).containsExactlyInAnyOrderElementsOf(tokens);
            assertThat(broker.take("kore.sim.active", 0)).isEmpty();
        }
    }

    @Test
    void whatIsSignedButMalformedIsKeptAndReachesUnroutedByHandOnly() throws Exception {
        settings.put("kore.callback.secret", RunningBundle.SECRET);
        try (RunningBundle bundle = RunningBundle.start(settings)) {
            String body = KoreClient.body("active") + "&SimStatus=inactive";
            assertThat(bundle.client().withBody(body).status()).isEqualTo(400);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                    bundle.metrics()).contains("kore_quarantine{kind=\"malformed\"} 1.0",
                    "kore_quarantine{kind=\"likely\"} 0.0",
                    "kore_quarantine_dropped_total{kind=\"rest\"} 0.0"));
            assertThat(CommandLineRun.of(directory, settings, "quarantine", "reverify").output())
                    .contains("0 callbacks were released", "1 callback is signed");
            assertThat(broker.take("kore.sim.unrouted", 0)).isEmpty();

            assertThat(CommandLineRun.of(directory, settings, "quarantine", "release", "1")
                    .exitCode()).isZero();

            TextMessage message = broker.takeOne("kore.sim.unrouted");
            assertThat(message.getText()).isEqualTo("\"" + body + "\"");
            assertThat(message.getStringProperty("KoreFlags")).isEqualTo("released,malformed");
            assertThat(MessageContract.problems(message)).isEmpty();
            assertThat(broker.take("kore.sim.active", 0)).isEmpty();
        }
    }
}
