package io.github.koresimroutes.bundle;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.broker.BrokerService;
import org.apache.qpid.jms.JmsConnectionFactory;

/** A real ActiveMQ Classic that is reached over TCP by AMQP 1.0, and by its own protocol too. */
final class TestAmqp extends TestBroker {

    private final int amqpPort = RunningBundle.freePort();

    TestAmqp(Path directory) throws Exception {
        super(directory, RunningBundle.freePort());
        start();
    }

    @Override
    void prepare(BrokerService broker) throws Exception {
        // As docs/brokers.md says.
        broker.addConnector(amqpUrl() + "?transport.transformer=jms");
    }

    String amqpUrl() {
        return "amqp://127.0.0.1:" + amqpPort;
    }

    @Override
    Map<String, String> settings() {
        return Map.of("kore.broker.url", amqpUrl());
    }

    @Override
    ConnectionFactory connectionFactory() {
        return new JmsConnectionFactory(amqpUrl());
    }
}
