package io.github.koresimroutes.servers;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;

/** ActiveMQ Classic with KahaDB. */
public final class ActiveMqServer extends BrokerProcess {

    private final Path data;
    private final boolean failover;

    public ActiveMqServer(Path directory) throws IOException {
        this(directory, false);
    }

    /** @param failover whether the bundle's client reconnects, and replays, by itself */
    public ActiveMqServer(Path directory, boolean failover) throws IOException {
        super(directory);
        this.failover = failover;
        data = directory.resolve("broker");
        start();
    }

    @Override
    protected List<String> command() {
        return List.of(ActiveMqMain.class.getName(), data.toString(), Integer.toString(port()));
    }

    @Override
    public String url(int through, long inactivityMillis) {
        String plain = "tcp://127.0.0.1:" + through
                + "?wireFormat.maxInactivityDuration=" + inactivityMillis
                // Sic: the name is spelt so in ActiveMQ.
                + "&wireFormat.maxInactivityDurationInitalDelay=" + inactivityMillis;
        // As docs/go-to-production.md says.
        return failover
                ? "failover:(" + plain + ")?timeout=3000" : plain;
    }

    @Override
    public ConnectionFactory consumers() {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port());
    }
}
