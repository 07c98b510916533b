package io.github.koresimroutes.bundle;

import io.github.koresimroutes.journal.TestMariaDb;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

class MariaDbBundleTest extends BundleContract {

    @Override
    Map<String, String> settings(Path directory, TestBroker broker) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kore.journal.url", TestMariaDb.freshUrl());
        settings.putAll(broker.settings());
        return settings;
    }
}
