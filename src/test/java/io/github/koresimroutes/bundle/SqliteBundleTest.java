package io.github.koresimroutes.bundle;

import java.nio.file.Path;
import java.util.Map;

class SqliteBundleTest extends BundleContract {

    @Override
    Map<String, String> settings(Path directory, TestBroker broker) {
        return RunningBundle.sqlite(directory, broker);
    }
}
