package io.github.koresimroutes.crash;

import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.activemq.ActiveMQConnectionFactory;

/** ActiveMQ Classic with KahaDB in a process of its own. */
final class ActiveMqServer implements BrokerServer {

    private final Path directory;
    private final int port = Ports.next();
    private ChildProcess process;

    ActiveMqServer(Path directory) throws IOException {
        this.directory = directory;
        start();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String url(int through, long inactivityMillis) {
        return "tcp://127.0.0.1:" + through
                + "?wireFormat.maxInactivityDuration=" + inactivityMillis
                // Sic: the name is spelt so in ActiveMQ.
                + "&wireFormat.maxInactivityDurationInitalDelay=" + inactivityMillis;
    }

    @Override
    public ConnectionFactory consumers() {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
    }

    @Override
    public void start() throws IOException {
        await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100))
                .ignoreExceptions().until(() -> {
                    if (process == null || !process.isAlive()) {
                        process = ChildProcess.java(
                                ChildProcess.into(directory.resolve("broker.log")), Map.of(),
                                List.of(ActiveMqMain.class.getName(),
                                        directory.resolve("broker").toString(),
                                        Integer.toString(port)));
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
    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
