package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that is there, and does one thing and not another. */
class LimpingBrokerTest extends EditedRoutes {

    private static final String BATON = "kore.dispatch.baton.0";

    private final AtomicInteger sends = new AtomicInteger();
    private Consumer<TestBroker> atFirst = fresh -> { };

    @Override
    TestBroker newBroker(Path directory) throws Exception {
        TestBroker fresh = super.newBroker(directory);
        atFirst.accept(fresh);
        return fresh;
    }

    /** The small baton fits in, so the broker seems to take everything but this event. */
    @Test
    void aFullBrokerIsNoFaultOfTheEventsThatItHasNoRoomFor() throws Exception {
        start("");
        broker.refuse((queue, text) -> queue.equals("kore.sim.active")
                        && sends.incrementAndGet() > 0,
                () -> new ResourceAllocationException("Usage Manager Store is Full"));
        send(KoreClient.SIM, "active");

        await().untilAsserted(() -> assertThat(sends).hasPositiveValue());
        await().during(Duration.ofSeconds(15)).atMost(Duration.ofSeconds(16)).until(() ->
                query("SELECT attempts FROM sim_event_log WHERE state = 'received'")
                        .equals(List.of("0")));
        assertThat(sends).as("it is waited out").hasValueLessThan(20);

        broker.refuse((queue, text) -> false);
        broker.takeOne("kore.sim.active");
    }

    @Test
    void aLaneThatCannotReceiveIsNotFilledWithBatons() throws Exception {
        more.put("kore.dispatch.seed-interval", "200ms");
        atFirst = fresh -> {
            fresh.refuseConsumers(BATON::equals);
            fresh.refuse((queue, text) -> queue.equals(BATON) && sends.incrementAndGet() < 0);
        };
        start("");
        send(KoreClient.SIM, "active");
        await().untilAsserted(() -> assertThat(sends).hasValueGreaterThanOrEqualTo(2));

        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(4)).until(() ->
                sends.get() <= 3);

        broker.refuseConsumers(queue -> false);
        broker.takeOne("kore.sim.active");
    }

    /** What the broker refuses of a lane that is to be halted is tried ever more slowly. */
    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {BATON, "kore.dispatch.parked"})
    void aBatonThatCannotBePutAsideIsWaitedOut(String refused) throws Exception {
        start("");
        send(KoreClient.SIM, "active");
        broker.takeOne("kore.sim.active");
        int own = refused.equals(BATON) ? 1 : 0;
        broker.refuse((queue, text) -> queue.equals(refused) && text.equals("no baton")
                && sends.incrementAndGet() > own);
        String journal = bundle.context().resolvePropertyPlaceholders("{{kore-journal-id}}");
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            TextMessage message = session.createTextMessage("no baton");
            message.setStringProperty("KoreJournal", journal);
            message.setBooleanProperty("KoreDoubted", !refused.equals(BATON));
            session.createProducer(session.createQueue(BATON)).send(message);
        }

        await().untilAsserted(() -> assertThat(sends).hasPositiveValue());
        Thread.sleep(4_000);
        assertThat(sends).hasValueLessThan(8);

        broker.refuse((queue, text) -> false);
        // The lane's own baton may be there as well, as the lane is halted.
        assertThat(broker.take("kore.dispatch.parked", 1)).isNotEmpty();
    }
}
