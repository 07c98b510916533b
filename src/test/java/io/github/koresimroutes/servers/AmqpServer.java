package io.github.koresimroutes.servers;

import io.github.koresimroutes.bundle.Ports;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;

/** ActiveMQ Classic for a bundle that speaks AMQP; whoever consumes speaks ActiveMQ's protocol. */
public final class AmqpServer extends BrokerProcess {

    private final Path data;
    private final long inactivityMillis;
    private final int ownPort = Ports.next();

    /** @param inactivityMillis after this silence the broker gives a connection up */
    public AmqpServer(Path directory, long inactivityMillis) throws IOException {
        super(directory);
        this.data = directory.resolve("broker");
        this.inactivityMillis = inactivityMillis;
        start();
    }

    @Override
    protected List<String> command() {
        return List.of(ActiveMqMain.class.getName(), data.toString(), Integer.toString(ownPort),
                Integer.toString(port()), Long.toString(inactivityMillis));
    }

    @Override
    public String url(int through, long inactivityMillis) {
        return "amqp://127.0.0.1:" + through + "?amqp.idleTimeout=" + inactivityMillis;
    }

    @Override
    public ConnectionFactory consumers() {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + ownPort);
    }
}
