package example;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A setting that is not right stops the start of the packed application, and is named. */
class RefusedStartIT {

    @TempDir
    Path directory;

    /** Quarkus lists the variable among the keys, and in their order it comes first. */
    @Test
    void aMisspeltOneIsNamedAndAVariableIsNot() throws Exception {
        String log = start(Map.of("KORE_CALLBACK_MAX_BODY_SIZE", "1000"),
                "kore.callback.secret = s", "kore.callback.secert = x");

        assertTrue(log.contains("unknown setting: kore.callback.secert. Did you mean"
                + " kore.callback.secret?"), log);
    }

    @Test
    void oneThatCannotBeResolvedIsNamedAndNotShown() throws Exception {
        String log = start(Map.of(), "kore.callback.secret = se${nowhere}cret");

        assertTrue(log.contains("kore.callback.secret holds an expression"), log);
        assertFalse(log.contains("se${"), log);
    }

    @Test
    void anEmptyOneIsNoDefault() throws Exception {
        String log = start(Map.of(), "kore.callback.secret = s", "kore.callback.max-body-size =");

        assertTrue(log.contains("kore.callback.max-body-size"), log);
    }

    private String start(Map<String, String> environment, String... settings) throws Exception {
        Path configuration = Files.createDirectory(directory.resolve("config"));
        Files.write(configuration.resolve("application.properties"), List.of(settings));
        Path log = directory.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dquarkus.http.port=0", "-Dkore.callback.secret-file=",
                "-jar", Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath().toString())
                .directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it has not ended");
            assertNotEquals(0, process.exitValue());
            return Files.readString(log);
        } finally {
            process.destroyForcibly();
        }
    }
}
