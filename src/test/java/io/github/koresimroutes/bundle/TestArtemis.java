package io.github.koresimroutes.bundle;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A real Artemis in this process that is reached over TCP. */
final class TestArtemis extends TestBroker {

    private final int attempts;
    private ActiveMQServer server;

    TestArtemis(Path directory) throws Exception {
        this(directory, ArtemisMain.WITHOUT_LIMIT);
    }

    /** @param attempts max-delivery-attempts of the control queues */
    TestArtemis(Path directory, int attempts) throws Exception {
        super(directory, RunningBundle.freePort());
        this.attempts = attempts;
        start();
    }

    @Override
    void start() throws Exception {
        server = ArtemisMain.server(port(), directory(), attempts);
        server.start();
    }

    @Override
    void stop() throws Exception {
        server.stop();
    }

    @Override
    Map<String, String> settings() {
        return settings(url());
    }

    /** The settings of a bundle that uses the Artemis at that URL. */
    static Map<String, String> settings(String url) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kore.broker.kind", "artemis");
        settings.put("kore.broker.url", url);
        return settings;
    }

    @Override
    ConnectionFactory connectionFactory() {
        return new ActiveMQConnectionFactory(url());
    }

    ActiveMQServer server() {
        return server;
    }
}
