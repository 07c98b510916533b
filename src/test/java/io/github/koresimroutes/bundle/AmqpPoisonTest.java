package io.github.koresimroutes.bundle;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Events whose route throws, or that a broker refuses which is reached by AMQP. */
@Tag("brokers")
class AmqpPoisonTest extends PoisonTest {

    @Override
    TestBroker newBroker(Path directory) throws Exception {
        return new TestAmqp(directory);
    }
}
