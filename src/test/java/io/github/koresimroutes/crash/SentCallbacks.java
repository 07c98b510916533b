package io.github.koresimroutes.crash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What KORE sent, and what it was told 200 for, in the order of that. */
final class SentCallbacks {

    private final Map<String, KoreCallback> tried = new LinkedHashMap<>();
    private final List<KoreCallback> acknowledged = new ArrayList<>();

    synchronized void trying(KoreCallback callback) {
        tried.put(callback.token(), callback);
    }

    /** To be called once a callback, before its SIM's next one is sent. */
    synchronized void acknowledged(KoreCallback callback) {
        acknowledged.add(callback);
    }

    synchronized Map<String, KoreCallback> tried() {
        return new LinkedHashMap<>(tried);
    }

    /** Of each SIM in the order of its acknowledgements. */
    synchronized List<KoreCallback> acknowledged() {
        return new ArrayList<>(acknowledged);
    }

    synchronized int acknowledgedCount() {
        return acknowledged.size();
    }
}
