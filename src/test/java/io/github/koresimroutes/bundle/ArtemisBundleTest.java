package io.github.koresimroutes.bundle;

import java.nio.file.Path;
import java.util.Map;

/** The contract of the bundle with Artemis as its broker. */
class ArtemisBundleTest extends BundleContract {

    @Override
    TestBroker newBroker(Path directory) throws Exception {
        return new TestArtemis(directory);
    }

    @Override
    Map<String, String> settings(Path directory, TestBroker broker) {
        return RunningBundle.sqlite(directory, broker);
    }
}
