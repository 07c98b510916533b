package io.github.koresimroutes.bundle;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** What an operator does with the lanes, by AMQP. */
@Tag("brokers")
class AmqpDispatchCommandsTest extends DispatchCommandsTest {

    @Override
    TestBroker newBroker(Path directory) throws Exception {
        return new TestAmqp(directory);
    }

    /** Of the broker in the bundle's own process. */
    @Override
    void theBrokerInsideARunIsSaidToRunOnlyThere() {
    }
}
