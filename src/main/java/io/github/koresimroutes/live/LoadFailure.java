package io.github.koresimroutes.live;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;

/** Makes a finding of what Camel throws where it cannot load or start a set of routes. */
public final class LoadFailure {

    private LoadFailure() {
    }

    /**
     * @param set     what was to be loaded
     * @param failure what Camel threw
     */
    public static Finding finding(RouteSet set, Throwable failure) {
        List<Throwable> chain = chain(failure);
        String reason = message(chain.get(chain.size() - 1));
        for (Throwable one : chain) {
            String route = one instanceof FailedToCreateRouteException create
                    ? create.getRouteId()
                    : one instanceof FailedToStartRouteException start ? start.getRouteId() : null;
            if (route != null) {
                String problem = "the route '" + route + "' cannot be "
                        + (one instanceof FailedToCreateRouteException ? "made: " : "started: ")
                        + reason;
                return file(set, route).map(file -> Finding.ofFile("load", file, problem))
                        .orElseGet(() -> Finding.ofSet("load", problem));
            }
        }
        return Finding.ofSet("load", "the routes cannot be loaded: " + reason);
    }

    /** By its text: Camel's exceptions name the route only. */
    private static Optional<RouteFile> file(RouteSet set, String route) {
        return set.files().stream()
                .filter(file -> file.text().lines().anyMatch(line ->
                        line.strip().replace("\"", "").replace("'", "").equals("id: " + route)))
                .findFirst();
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName() : message.strip();
    }

    private static List<Throwable> chain(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }
}
