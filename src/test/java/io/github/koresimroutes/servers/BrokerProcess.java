package io.github.koresimroutes.servers;

import static org.awaitility.Awaitility.await;

import io.github.koresimroutes.bundle.Ports;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A broker in a JVM of its own, whatever its product. */
public abstract class BrokerProcess implements BrokerServer {

    private final Path log;
    private final int port = Ports.next();
    private ChildProcess process;

    public BrokerProcess(Path directory) {
        this.log = directory.resolve("broker.log");
    }

    /** The main class and its arguments. */
    abstract List<String> command();

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final void start() throws IOException {
        await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100))
                .ignoreExceptions().until(() -> {
                    if (process == null || !process.isAlive()) {
                        process = ChildProcess.java(
                                ChildProcess.into(log), Map.of(), command());
                    }
                    return isUp();
                });
    }

    private boolean isUp() {
        try (Connection connection = consumers().createConnection()) {
            connection.start();
            return true;
        } catch (JMSException e) {
            return false;
        }
    }

    @Override
    public final void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public final void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
