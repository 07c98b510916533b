package io.github.koresimroutes.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void theDemoTellsWhatToSendInAFewLines() {
        String text = Demo.text(Settings.of(Map.of(
                "kore.callback.port", "8081",
                "kore.broker.connector", "tcp://127.0.0.1:61616",
                "kore.queue.active", "kore.sim.active",
                "kore.queue.ready", "kore.sim.ready")), Instant.parse("2026-01-02T03:04:05.6Z"));
        assertThat(text.lines().count()).isLessThanOrEqualTo(25);
        assertThat(text).contains(
                "POST http://localhost:8081/kore/sim-status",
                "queues     kore.sim.active kore.sim.ready",
                "'Date: 2026-01-02T03:04:05Z'",
                "tcp://localhost:61616 kore.sim.active")
                .containsPattern("Kore-Signature: [0-9a-f]{64}'");
    }
}
