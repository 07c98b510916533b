package io.github.koresimroutes.crash;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;

/** ActiveMQ Classic with KahaDB. */
final class ActiveMqServer extends BrokerProcess {

    private final Path data;

    ActiveMqServer(Path directory) throws IOException {
        super(directory);
        data = directory.resolve("broker");
        start();
    }

    @Override
    List<String> command() {
        return List.of(ActiveMqMain.class.getName(), data.toString(), Integer.toString(port()));
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
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port());
    }
}
