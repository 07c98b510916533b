package io.github.koresimroutes.bundle;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Outages of an Artemis. */
@Tag("brokers")
class ArtemisBrokerOutageTest extends BrokerOutageTest {

    @Override
    TestBroker newBroker(Path directory) throws Exception {
        return new TestArtemis(directory);
    }
}
