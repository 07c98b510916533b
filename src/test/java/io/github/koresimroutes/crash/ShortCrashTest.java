package io.github.koresimroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.servers.ActiveMqServer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A dozen faults: the short version of {@link LongCrashTest}. */
@Timeout(600)
class ShortCrashTest {

    private static final Path ROUTES = Path.of("routes");

    /**
     * Without those two that take longer than all the others: the long run has them, and
     * {@link TakeOverTest} the first.
     */
    private static final List<FaultKind> KINDS = EnumSet.complementOf(EnumSet.of(
            FaultKind.PAUSE_INSTANCE, FaultKind.SILENCE_BROKER_LINK)).stream().toList();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void oneProcessWithAllInItLosesNothingAndDoublesNothing() throws Exception {
        CrashRun run = new CrashRun("short-embedded", FaultKind.ofOneProcess(),
                20, 8, 6, CrashSettings.seed());
        try (Installation installation =
                Installation.embedded(directory, ROUTES, Map.of()).start()) {
            assertThat(run.against(installation)).matches(Verdict::isClean);
        }
    }

    @Test
    void threeInstancesLoseNothingAndDoubleNothing() throws Exception {
        CrashRun run = new CrashRun("short", KINDS,
                20, 12, 6, CrashSettings.seed());
        try (Installation installation = Installation.of(directory,
                new ActiveMqServer(directory), 3, ROUTES, Map.of()).start()) {
            assertThat(run.against(installation)).matches(Verdict::isClean);
        }
    }
}
