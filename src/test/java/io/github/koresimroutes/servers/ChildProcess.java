package io.github.koresimroutes.servers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that can be killed, paused and read. */
public final class ChildProcess {

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /** Starts a program whose output is appended to a log. */
    public static ChildProcess start(Path log, List<String> command) throws IOException {
        return new ChildProcess(builder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start());
    }

    /** Starts a main class of this class path; each line of its output goes to {@code lines}. */
    public static ChildProcess java(Consumer<String> lines, Map<String, String> environment,
            List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m", "-Xshare:auto",
                // Here alone Camel finds CrashPoint, which it starts with every context.
                "-cp", System.getProperty("java.class.path") + File.pathSeparator
                        + Path.of("src/test/crash-point").toAbsolutePath()));
        command.addAll(arguments);
        ProcessBuilder builder = builder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        Thread reader = new Thread(() -> read(process, lines), "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
        return new ChildProcess(process);
    }

    /** Appends each line to a log. */
    public static Consumer<String> into(Path log) {
        return line -> {
            try {
                Files.writeString(log, line + System.lineSeparator(),
                        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static ProcessBuilder builder(List<String> command) {
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
    }

    private static void read(Process process, Consumer<String> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = reader.readLine()) != null) {
                lines.accept(line);
            }
        } catch (IOException e) {
            // It was killed, and its pipe with it.
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL: it gets no chance to tidy up. Returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGKILL for it and everything that it started, itself first. */
    public void killWithChildren() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        kill();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** SIGTERM. Returns when it has ended; kills it where it does not. */
    public boolean terminate(long seconds) throws InterruptedException {
        process.destroy();
        if (process.waitFor(seconds, TimeUnit.SECONDS)) {
            return true;
        }
        kill();
        return false;
    }

    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** SIGSTOP, SIGCONT, SIGQUIT and others. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }
}
