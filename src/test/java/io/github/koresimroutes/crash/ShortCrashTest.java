package io.github.koresimroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A dozen faults: the short version of the long run. */
@Timeout(600)
class ShortCrashTest {

    private static final Path ROUTES = Path.of("routes");

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
        CrashRun run = new CrashRun("short", List.of(FaultKind.values()),
                20, 12, 6, CrashSettings.seed());
        try (Installation installation = Installation.of(directory,
                new ActiveMqServer(directory), 3, ROUTES, Map.of()).start()) {
            assertThat(run.against(installation)).matches(Verdict::isClean);
        }
    }
}
