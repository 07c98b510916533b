package io.github.koresimroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.servers.ActiveMqServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A holder of the baton that stands still for longer than the broker waits is replaced. */
@Timeout(300)
class TakeOverTest {

    private static final long LONG_ENOUGH_TO_BE_STOPPED = 1_500;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void whoIsStoppedBetweenSendAndCommitIsReplacedAndHarmlessWhenItGoesOn() throws Exception {
        stopTheHolder(CrashPoint.waitAfter("to-active-queue", LONG_ENOUGH_TO_BE_STOPPED));
    }

    @Tag("crash")
    @Test
    void whoIsStoppedBeforeItReadsTheBatonIsReplacedAndHarmlessWhenItGoesOn() throws Exception {
        stopTheHolder(CrashPoint.waitBefore("take-baton", 5, LONG_ENOUGH_TO_BE_STOPPED));
    }

    /** A rollback would bring the baton back to it again and again. */
    @Test
    void whoseJournalDoesNotAnswerPassesTheBatonOn() throws Exception {
        try (Installation installation = Installation.of(directory,
                new ActiveMqServer(directory), 2, Path.of("routes"), Map.of()).start()) {
            OneSim sim = new OneSim(installation);
            sim.send(1);
            installation.databaseLink(1).cut();
            Journal journal = installation.journal();
            for (int i = 0; i < 5; i++) {
                sim.send(1);
                await("the other instance dispatches").atMost(Duration.ofSeconds(30))
                        .until(() -> journal.waiting() == 0);
                // Long enough for an idle baton to come round to the one that cannot use it.
                Thread.sleep(3_500);
            }
            installation.databaseLink(1).heal();
            assertThat(sim.verdict()).matches(Verdict::isClean);
        }
    }

    /** SIGSTOP for whoever reaches the point first, and SIGCONT when another has taken over. */
    private void stopTheHolder(Map<String, String> point) throws Exception {
        try (Installation installation = Installation.of(directory,
                new ActiveMqServer(directory), 2, Path.of("routes"), Map.of())) {
            CompletableFuture<BundleInstance> holder = new CompletableFuture<>();
            for (BundleInstance each : installation.instances()) {
                each.inNextLives(List.of(point));
                each.onLine(line -> {
                    if (line.contains(CrashPoint.WAITING)) {
                        holder.complete(each);
                    }
                });
            }
            CompletableFuture<Void> stopped = holder.thenAccept(TakeOverTest::pause);
            installation.start();
            OneSim sim = new OneSim(installation);
            sim.send(3);
            stopped.get();

            // While the holder stands still: it alone could not make this come true.
            sim.send(3);
            Journal journal = installation.journal();
            await("another instance dispatches").atMost(Duration.ofSeconds(60))
                    .until(() -> journal.waiting() == 0);

            holder.get().resume();
            sim.send(20);
            assertThat(sim.verdict()).matches(Verdict::isClean);
            assertThat(journal.halted()).isEmpty();
        }
    }

    private static void pause(BundleInstance instance) {
        try {
            instance.pause();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
