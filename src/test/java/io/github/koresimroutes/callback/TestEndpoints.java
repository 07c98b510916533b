package io.github.koresimroutes.callback;

import java.util.List;
import java.util.Set;

/** Endpoints for tests. */
public final class TestEndpoints {

    private TestEndpoints() {
    }

    /** The default one alone, for POST and all accounts. */
    public static List<Endpoint> of(String... urls) {
        return List.of(new Endpoint(Endpoint.DEFAULT, "/kore/sim-status", List.of(urls), Set.of(),
                Set.of("POST")));
    }
}
