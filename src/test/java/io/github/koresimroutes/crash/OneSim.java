package io.github.koresimroutes.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** KORE with one SIM, which sends what it is told; each callback until it is acknowledged. */
final class OneSim {

    private static final String SIM = "HSab3f06be8f5d32caecb91e8a306c6c08";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Installation installation;
    private final SentCallbacks sent = new SentCallbacks();

    OneSim(Installation installation) {
        this.installation = installation;
    }

    /** A callback of it that has not been sent yet. */
    KoreCallback callback() {
        KoreCallback callback = KoreCallback.of(SIM, "active");
        sent.trying(callback);
        return callback;
    }

    /** Sends until it is acknowledged, round the instances. */
    void send(KoreCallback callback) {
        List<Integer> ports = installation.ports();
        int[] next = {0};
        await("an answer of 200").atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
                .until(() -> callback.send(ports.get(next[0]++ % ports.size())) == 200);
        sent.acknowledged(callback);
    }

    void send(int count) {
        for (int i = 0; i < count; i++) {
            send(callback());
        }
    }

    /** Waits until all is dispatched, then compares. */
    Verdict verdict() {
        installation.awaitReady();
        installation.journal().awaitDispatched(Duration.ofSeconds(60));
        return Checker.check(sent.tried(), sent.acknowledged(),
                Queues.drain(installation.consumers()));
    }
}
