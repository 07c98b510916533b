package io.github.koresimroutes.servers;

import io.github.koresimroutes.bundle.ArtemisMain;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Artemis, set as docs/go-to-production.md says. */
public final class ArtemisServer extends BrokerProcess {

    /** What a bundle needs to be told beside the URL. */
    public static final Map<String, String> SETTINGS = Map.of("kore.broker.kind", "artemis");

    private final Path data;

    public ArtemisServer(Path directory) throws IOException {
        super(directory);
        data = directory.resolve("artemis");
        start();
    }

    @Override
    protected List<String> command() {
        return List.of(ArtemisMain.class.getName(), Integer.toString(port()), data.toString());
    }

    @Override
    public String url(int through, long inactivityMillis) {
        return "tcp://127.0.0.1:" + through + "?connectionTTL=" + inactivityMillis
                + "&clientFailureCheckPeriod=" + inactivityMillis / 2;
    }

    @Override
    public ConnectionFactory consumers() {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port());
    }
}
