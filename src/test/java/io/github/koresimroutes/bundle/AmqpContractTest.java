package io.github.koresimroutes.bundle;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** The contract of the bundle with a broker that is reached by AMQP. */
@Tag("brokers")
class AmqpContractTest extends BundleContract {

    @Override
    TestBroker newBroker(Path directory) throws Exception {
        return new TestAmqp(directory);
    }

    @Override
    Map<String, String> settings(Path directory, TestBroker broker) {
        return RunningBundle.sqlite(directory, broker);
    }
}
