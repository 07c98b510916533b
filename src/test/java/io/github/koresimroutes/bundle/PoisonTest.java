package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event whose route throws holds up neither the others nor, for long, its own SIM. */
class PoisonTest extends EditedRoutes {

    private static final String DISCARDS = """
            - process:
                ref: kore-discard
            """;

    @Test
    void aBadEventIsSetAsideWithItsErrorAndTheRestGoesOn() throws Exception {
        start(THROWS);
        send(KoreClient.SIM, "ready");
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");
        send(OTHER_SIM, "active");

        List<TextMessage> active = broker.take("kore.sim.active", 2);
        assertThat(active).extracting(m -> m.getStringProperty("SimSid"))
                .containsExactlyInAnyOrder(KoreClient.SIM, OTHER_SIM);
        assertThat(broker.take("kore.sim.ready", 1)).hasSize(1);
        assertThat(broker.take("kore.sim.suspended", 0)).isEmpty();
        await().untilAsserted(() -> assertThat(failed()).containsExactly(
                "java.lang.IllegalStateException: the lookup found no customer"));
    }

    @Test
    void itsTriesAreCountedInTheJournalAndItsCopyHasItsError() throws Exception {
        more.put("kore.dispatch.copy-failed", "true");
        start(THROWS);
        send(KoreClient.SIM, "suspended");

        TextMessage copy = broker.takeOne("kore.sim.failed");
        assertThat(copy.getStringProperty("KoreError"))
                .isEqualTo("java.lang.IllegalStateException: the lookup found no customer");
        assertThat(copy.getStringProperty("SimSid")).isEqualTo(KoreClient.SIM);
        await().untilAsserted(() -> assertThat(
                query("SELECT attempts FROM sim_event_log WHERE state = 'failed'"))
                .containsExactly("2"));
    }

    @Test
    void aCopyThatTheBrokerRefusesHoldsNothingUp() throws Exception {
        more.put("kore.dispatch.copy-failed", "true");
        start(THROWS);
        broker.refuse((queue, text) -> queue.equals("kore.sim.failed"));
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        broker.takeOne("kore.sim.active");
        await().untilAsserted(() -> assertThat(failed()).hasSize(1));
    }

    @Test
    void theOneEventThatTheBrokerRefusesIsFoundAndSetAside() throws Exception {
        start("");
        broker.refuse((queue, text) -> text.contains("SimSid\":\"" + OTHER_SIM));
        for (int i = 0; i < 5; i++) {
            send("HS" + "1".repeat(31) + i, "active");
        }
        send(OTHER_SIM, "active");
        for (int i = 5; i < 10; i++) {
            send("HS" + "1".repeat(31) + i, "active");
        }

        assertThat(broker.take("kore.sim.active", 10)).hasSize(10);
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() ->
                assertThat(failed()).hasSize(1));
    }

    /** No other event shows that the broker works: the baton does. */
    @Test
    void anEventThatTheBrokerRefusesIsFoundThoughNoOtherComes() throws Exception {
        start("");
        broker.refuse((queue, text) -> queue.equals("kore.sim.active"));
        send(OTHER_SIM, "active");

        await().atMost(Duration.ofSeconds(90)).untilAsserted(() ->
                assertThat(failed()).hasSize(1));
    }

    @Test
    void aBrokerThatRefusesEverythingSetsNothingAside() throws Exception {
        start("");
        broker.refuse((queue, text) -> true);
        send(KoreClient.SIM, "active");
        send(OTHER_SIM, "active");
        await().during(Duration.ofSeconds(15)).atMost(Duration.ofSeconds(20))
                .until(() -> states().equals(List.of("received", "received")));

        broker.refuse((queue, text) -> false);

        assertThat(broker.take("kore.sim.active", 2)).hasSize(2);
    }

    @Test
    void anEventThatARouteDiscardsIsMarkedAndNotUnrouted() throws Exception {
        withoutQueue = true;
        start(DISCARDS);
        send(KoreClient.SIM, "suspended");
        send(KoreClient.SIM, "active");

        broker.takeOne("kore.sim.active");
        await().untilAsserted(() ->
                assertThat(states()).containsExactly("discarded", "dispatched"));
        assertThat(broker.take("kore.sim.unrouted", 0)).isEmpty();
    }

    @Test
    void whenEventAfterEventFailsNoneIsSetAsideAndAGoodOneStillGoes() throws Exception {
        more.put("kore.dispatch.alarm-after", "3s");
        start(THROWS);
        for (int i = 0; i < 8; i++) {
            send("HS" + "1".repeat(31) + i, "suspended");
        }
        send(OTHER_SIM, "active");

        broker.takeOne("kore.sim.active");
        assertThat(broker.take("kore.sim.suspended", 0)).isEmpty();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(bundle.health()).contains("events wait, as their route fails"));
    }
}
