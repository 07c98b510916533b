package io.github.koresimroutes.bundle;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Outages of a broker that is reached by AMQP. */
@Tag("brokers")
class AmqpBrokerOutageTest extends BrokerOutageTest {

    @Override
    TestBroker newBroker(Path directory) throws Exception {
        return new TestAmqp(directory);
    }
}
