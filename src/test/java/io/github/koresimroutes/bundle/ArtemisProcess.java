package io.github.koresimroutes.bundle;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** {@link ArtemisMain} as a process of its own, which can be killed and started on its data again. */
final class ArtemisProcess implements AutoCloseable {

    private final Path directory;
    private final int port = RunningBundle.freePort();
    private int starts;
    private Process process;

    ArtemisProcess(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** Starts it and waits until it takes connections. */
    void start() throws IOException {
        Path log = directory.resolve("artemis-" + ++starts + ".log");
        process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), ArtemisMain.class.getName(),
                Integer.toString(port), directory.resolve("data").toString())
                .redirectErrorStream(true).redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null")).start();
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(Files.readString(log));
                    }
                })
                .until(() -> Files.readString(log).contains(ArtemisMain.READY));
    }

    /** SIGKILL: nothing of it gets the chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
