package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.DeliveryMode;
import jakarta.jms.TextMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds on every database: from KORE's callback to the message on its queue. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BundleContract {

    private TestBroker broker;
    private RunningBundle bundle;

    /** The settings of the journal under test. */
    abstract Map<String, String> settings(Path directory, TestBroker broker) throws Exception;

    /** The broker under test. */
    TestBroker newBroker(Path directory) throws Exception {
        return new TestBroker(directory);
    }

    @BeforeAll
    void startAll(@TempDir Path directory) throws Exception {
        broker = newBroker(directory.resolve("broker"));
        Map<String, String> settings = settings(directory, broker);
        settings.put("kore.callback.query-parameters", "fleet");
        bundle = RunningBundle.start(settings);
    }

    @AfterAll
    void stopAll() throws Exception {
        if (bundle != null) {
            bundle.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private KoreClient kore() {
        return bundle.client();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "ready", "active", "inactive", "scheduled", "suspended",
        "deactivated", "canceled", "updating"})
    void aStatusReachesItsQueue(String status) throws Exception {
        assertThat(kore().withStatus(status).status()).isEqualTo(200);

        TextMessage message = broker.takeOne("kore.sim." + status);
        assertThat(message.getStringProperty("SimStatus")).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paused", "ACTIVE", "active%20", "%00", ""})
    void anUnknownStatusGoesToUnrouted(String status) throws Exception {
        assertThat(kore().withStatus(status).status()).isEqualTo(200);

        broker.takeOne("kore.sim.unrouted");
    }

    @Test
    void theMessageSaysWhatKoreSaid() throws Exception {
        KoreClient callback = kore();
        String token = KoreClient.newToken();
        assertThat(callback.withToken(token).status()).isEqualTo(200);

        TextMessage message = broker.takeOne("kore.sim.active");

        assertThat(message.getText()).isEqualTo("""
                {"ApiVersion":"v1","SimUniqueName":"my_super_sim","SimSid":"%s",\
                "SimStatus":"active","AccountSid":"%s"}""".formatted(
                KoreClient.SIM, KoreClient.ACCOUNT));
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(message.getJMSExpiration()).isZero();
        assertThat(message.getJMSType()).isEqualTo("kore.sim-status");
        assertThat(message.getJMSCorrelationID()).isEqualTo(token);
        assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo(KoreClient.SIM);
        assertThat(message.getStringProperty("SimSid")).isEqualTo(KoreClient.SIM);
        assertThat(message.getStringProperty("SimUniqueName")).isEqualTo("my_super_sim");
        assertThat(message.getStringProperty("AccountSid")).isEqualTo(KoreClient.ACCOUNT);
        assertThat(message.getStringProperty("EventTime")).isEqualTo(KoreClient.DATE);
        assertThat(message.getStringProperty("KoreIdempotencyToken")).isEqualTo(token);
        assertThat(message.getLongProperty("KoreSequence")).isPositive();
        assertThat(message.getStringProperty("KoreContract")).isEqualTo("1");
        assertThat(MessageContract.problems(message)).isEmpty();
    }

    @Test
    void nothingElseOfTheRequestReachesTheQueue() throws Exception {
        HttpResponse<String> answer = kore()
                .withPath("/kore/sim-status?JMSXGroupID=evil&weird%20name=1&fleet=HF1&x=2")
                .withHeader("CamelJmsDestinationName", "evil")
                .withHeader("JMSReplyTo", "evil")
                .withHeader("X-Secret", "evil")
                .withBody(KoreClient.body("active") + "&CamelJmsDestinationName=evil&Extra=1")
                .send();
        assertThat(answer.statusCode()).isEqualTo(200);

        TextMessage message = broker.takeOne("kore.sim.active");

        // ActiveMQ Classic numbers a group's messages, Artemis does not.
        assertThat(MessageContract.propertyNames(message))
                .filteredOn(name -> !name.equals("JMSXGroupSeq"))
                .containsExactlyInAnyOrder("SimSid", "SimStatus", "SimUniqueName", "AccountSid",
                        "EventTime", "KoreIdempotencyToken", "KoreSequence", "KoreContract",
                        "KoreUnsigned_fleet", "_AMQ_DUPL_ID", "JMSXGroupID",
                        "JMSXDeliveryCount");
        assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo(KoreClient.SIM);
        assertThat(message.getStringProperty("KoreUnsigned_fleet")).isEqualTo("HF1");
        assertThat(message.getJMSReplyTo()).isNull();
        assertThat(message.getText()).contains("\"Extra\":\"1\"");
        assertThat(MessageContract.problems(message)).isEmpty();
    }

    @Test
    void nothingOfTheRequestReachesTheResponse() throws Exception {
        HttpResponse<String> answer = kore()
                .withPath("/kore/sim-status?echo=me")
                .withHeader("X-Echo", "me").send();
        broker.takeOne("kore.sim.active");

        assertThat(answer.body()).isEqualTo("accepted");
        assertThat(answer.headers().map().keySet())
                .containsExactlyInAnyOrder("content-type", "content-length");
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            M%C3%BCller%20Stra%C3%9Fe | Müller Straße
            a%2Bb+c                   | a+b c
            %22%5C%26%3D              | "\\&=
            """)
    void aNameKeepsItsCharacters(String encoded, String name) throws Exception {
        assertThat(kore().withBody(KoreClient.body("active").replace("my_super_sim", encoded))
                .status()).isEqualTo(200);

        TextMessage message = broker.takeOne("kore.sim.active");
        assertThat(message.getStringProperty("SimUniqueName")).isEqualTo(name);
        assertThat(MessageContract.problems(message)).isEmpty();
    }

    /** ActiveMQ's own client garbles such characters in a property, so the body is what counts. */
    @Test
    void aNameBeyondTheBasicPlaneIsExactInTheBody() throws Exception {
        kore().withBody(KoreClient.body("active").replace("my_super_sim", "%F0%9F%93%B6")).send();

        assertThat(broker.takeOne("kore.sim.active").getText())
                .contains("\"SimUniqueName\":\"\uD83D\uDCF6\"");
    }

    @Test
    void anEmptyNameAndAMissingOneAreToldApart() throws Exception {
        kore().withBody(KoreClient.body("active").replace("my_super_sim", "")).send();
        TextMessage empty = broker.takeOne("kore.sim.active");
        kore().withBody(KoreClient.body("active").replace("SimUniqueName=my_super_sim&", ""))
                .send();
        TextMessage missing = broker.takeOne("kore.sim.active");

        assertThat(empty.getStringProperty("SimUniqueName")).isEmpty();
        assertThat(empty.getText()).contains("\"SimUniqueName\":\"\"");
        assertThat(missing.propertyExists("SimUniqueName")).isFalse();
        assertThat(missing.getText()).doesNotContain("SimUniqueName");
        assertThat(MessageContract.problems(empty)).isEmpty();
        assertThat(MessageContract.problems(missing)).isEmpty();
    }

    @Test
    void theSameCallbackAgainAddsNothing() throws Exception {
        KoreClient callback = kore();
        assertThat(callback.status()).isEqualTo(200);
        assertThat(callback.status()).isEqualTo(200);

        broker.takeOne("kore.sim.active");
    }

    @Test
    void aHundredAtOnceWithOneTokenAreOneMessage() throws Exception {
        KoreClient callback = kore();
        ExecutorService pool = Executors.newFixedThreadPool(100);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(pool.submit(callback::status));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            pool.shutdownNow();
        }

        broker.takeOne("kore.sim.active");
    }

    @Test
    void theSameTokenWithAnotherBodyIsAnEventOfItsOwn() throws Exception {
        KoreClient callback = kore();
        assertThat(callback.status()).isEqualTo(200);
        assertThat(callback.withStatus("inactive").status()).isEqualTo(200);

        assertThat(broker.takeOne("kore.sim.active").propertyExists("KoreFlags")).isFalse();
        TextMessage second = broker.takeOne("kore.sim.inactive");
        assertThat(second.getStringProperty("KoreFlags")).isEqualTo("token-reused");
        assertThat(MessageContract.problems(second)).isEmpty();
    }

    @Test
    void eventsWithoutATokenAreEachKept() throws Exception {
        KoreClient callback = kore().withToken(null).withDate(null);
        assertThat(callback.status()).isEqualTo(200);
        assertThat(callback.status()).isEqualTo(200);

        List<TextMessage> messages = broker.take("kore.sim.active", 2);
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).getStringProperty("KoreFlags"))
                .isEqualTo("token-missing,date-missing");
        assertThat(messages.get(0).getJMSCorrelationID())
                .isNotEqualTo(messages.get(1).getJMSCorrelationID());
        assertThat(MessageContract.problems(messages.get(0))).isEmpty();
    }

    @Test
    void anOddDateIsFlaggedAndNotRefused() throws Exception {
        assertThat(kore().withDate("Tue, 24 Nov 2026 10:00:00 GMT").status()).isEqualTo(200);

        assertThat(broker.takeOne("kore.sim.active").getStringProperty("KoreFlags"))
                .isEqualTo("date-odd");
    }

    @Test
    void aSignedJsonBodyGoesToUnrouted() throws Exception {
        String event = "{\"specversion\":\"1.0\",\"type\":\"com.kore.eventstreams.test.event\","
                + "\"data\":{\"lon\":-81.8090,\"name\":\"AT&T\"}}";
        assertThat(kore().withContentType("application/json").withBody(event).status())
                .isEqualTo(200);

        TextMessage message = broker.takeOne("kore.sim.unrouted");
        assertThat(message.getText()).isEqualTo(event);
        assertThat(message.getJMSType()).isEqualTo("kore.json");
        assertThat(MessageContract.problems(message)).isEmpty();
    }

    @Test
    void jsonThatWasSignedMinifiedIsTaken() throws Exception {
        assertThat(kore().withContentType("application/json")
                .withBody("{ \"field1\": \"value1\", \"field2\": \"value2\"}")
                .withSignedBody("{\"field1\":\"value1\",\"field2\":\"value2\"}").status())
                .isEqualTo(200);

        broker.takeOne("kore.sim.unrouted");
    }

    @Test
    void aSignedFormThatIsNoSimStatusGoesToUnrouted() throws Exception {
        assertThat(kore().withBody("CommandSid=HC1&Status=received&SimSid=" + KoreClient.SIM)
                .status()).isEqualTo(200);

        TextMessage message = broker.takeOne("kore.sim.unrouted");
        assertThat(message.getJMSType()).isEqualTo("kore.callback");
        assertThat(MessageContract.problems(message)).isEmpty();
    }

    @Test
    void fiveThousandInParallelAreEachOnTheirQueueOnce() throws Exception {
        String[] statuses = {"new", "ready", "scheduled", "suspended"};
        Set<String> sent = Collections.synchronizedSet(new HashSet<>());
        ExecutorService pool = Executors.newFixedThreadPool(32);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                String token = KoreClient.newToken();
                sent.add(token);
                KoreClient callback =
                        kore().withToken(token).withStatus(statuses[i % statuses.length]);
                answers.add(pool.submit(callback::status));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            pool.shutdownNow();
        }

        List<String> received = new ArrayList<>();
        for (String status : statuses) {
            for (TextMessage message : broker.take("kore.sim." + status, 1_250)) {
                assertThat(message.getStringProperty("SimStatus")).isEqualTo(status);
                received.add(message.getJMSCorrelationID());
            }
        }
        assertThat(received).doesNotHaveDuplicates().hasSize(5_000)
                .containsExactlyInAnyOrderElementsOf(sent);
    }
}
