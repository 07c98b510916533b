package io.github.koresimroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ResourceAllocationException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A broker that is there, and does one thing and not another. */
class LimpingBrokerTest extends EditedRoutes {

    private final AtomicInteger sends = new AtomicInteger();

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
                query("SELECT attempts FROM sim_event WHERE state = 'received'")
                        .equals(List.of("0")));
        assertThat(sends).as("it is waited out").hasValueLessThan(20);

        broker.refuse((queue, text) -> false);
        broker.takeOne("kore.sim.active");
    }
}
