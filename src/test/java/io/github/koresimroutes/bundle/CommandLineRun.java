package io.github.koresimroutes.bundle;

import io.github.koresimroutes.cli.KoreSim;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command in a process of its own, as an operator types it. */
record CommandLineRun(int exitCode, String output) {

    /** @param directory where the settings are put for {@code --config} */
    static CommandLineRun of(Path directory, Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        return of(start(directory, settings, arguments));
    }

    /** Waits until a command ends that was started before. */
    static CommandLineRun of(Process process) throws IOException, InterruptedException {
        String output = new String(
                process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandLineRun(process.waitFor(), output);
    }

    /** Does not wait for its end. */
    static Process start(Path directory, Map<String, String> settings, String... arguments)
            throws IOException {
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add(key + " = " + value));
        Path config = Files.createDirectories(directory.resolve("command"));
        Files.write(config.resolve("application.properties"), lines);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                KoreSim.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", config.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
