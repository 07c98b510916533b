package io.github.koresimroutes.bench;

import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.bundle.Ports;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.ActiveMQConnectionFactory;

/** A {@link BenchBroker} process. */
final class Broker implements AutoCloseable {

    private final int port = Ports.next();
    private final Process process;
    private final BufferedReader answers;

    Broker(Path directory) throws IOException {
        process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the broker's own start script has it, but for its size.
                "-Xms64M", "-Xmx1G",
                "-cp", System.getProperty("java.class.path"), BenchBroker.class.getName(),
                directory.resolve("broker").toString(), Integer.toString(port))
                .redirectError(directory.resolve("broker.log").toFile()).start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        await("the broker").atMost(Duration.ofMinutes(1)).failFast(() -> !process.isAlive())
                .until(this::isUp);
    }

    private boolean isUp() {
        try (Connection connection = connections().createConnection()) {
            connection.start();
            return true;
        } catch (JMSException e) {
            return false;
        }
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    ConnectionFactory connections() {
        return new ActiveMQConnectionFactory(url());
    }

    long pid() {
        return process.pid();
    }

    /** How many messages the queues for events have got, taken ones included. */
    long events() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            String line;
            while ((line = answers.readLine()) != null) {
                if (line.startsWith("events ")) {
                    return Long.parseLong(line.substring("events ".length()));
                }
            }
            throw new IOException("the broker has ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
