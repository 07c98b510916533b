package io.github.koresimroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes survive the end of their process between any two of their steps. */
@Timeout(600)
class CrashPointTest {

    private static final List<Map<String, String>> POINTS = List.of(
            CrashPoint.before("verify-signature", 5),
            CrashPoint.before("store-once", 9),
            CrashPoint.before("log-stored", 7),
            CrashPoint.before("answer-accepted", 7),
            CrashPoint.before("take-baton", 4),
            CrashPoint.after("take-baton", 3),
            CrashPoint.before("to-active-queue", 3),
            CrashPoint.after("to-active-queue", 3),
            CrashPoint.before("pass-baton", 3),
            CrashPoint.after("pass-baton", 3));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void noCrashBetweenTwoStepsLosesOrDoublesAnEvent() throws Exception {
        try (Installation installation =
                Installation.embedded(directory, Path.of("routes"), Map.of())) {
            BundleInstance bundle = installation.instance(1);
            bundle.inNextLives(POINTS);
            installation.start();
            SentCallbacks sent;
            try (KoreLoad load = new KoreLoad(installation.ports(), 4, 30, 1)) {
                await().atMost(Duration.ofMinutes(4))
                        .until(() -> bundle.starts() > POINTS.size() && bundle.isReady());
                sent = load.finish();
            }
            installation.journal().awaitDispatched(Duration.ofMinutes(1));
            assertThat(Checker.check(sent.tried(), sent.acknowledged(),
                    Queues.drain(installation.consumers()))).matches(Verdict::isClean);
        }
    }
}
