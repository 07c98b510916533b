package io.github.koresimroutes.bundle;

import java.nio.file.Path;

/** Outages of an Artemis. */
class ArtemisBrokerOutageTest extends BrokerOutageTest {

    @Override
    TestBroker newBroker(Path directory) throws Exception {
        return new TestArtemis(directory);
    }
}
