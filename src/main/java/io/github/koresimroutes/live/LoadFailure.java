package io.github.koresimroutes.live;

import io.github.koresimroutes.check.Finding;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteFileException;
import io.github.koresimroutes.routeset.RouteSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Makes a finding of what Camel throws where it cannot load or start a set of routes. */
public final class LoadFailure {

    private static final String RULE = "load";

    private final RouteSet set;
    private final List<Throwable> chain;

    private LoadFailure(RouteSet set, Throwable failure) {
        this.set = set;
        this.chain = causes(failure);
    }

    /**
     * @param set     what was to be loaded
     * @param failure what Camel threw
     */
    public static Finding finding(RouteSet set, Throwable failure) {
        LoadFailure load = new LoadFailure(set, failure);
        return load.ofFile().or(load::ofRoute).orElseGet(() -> Finding.ofSet(
                RULE, "the routes cannot be loaded: " + load.innermost()));
    }

    private Optional<Finding> ofFile() {
        return find(RouteFileException.class)
                .flatMap(failure -> set.files().stream()
                        .filter(file -> file.place().equals(failure.file())).findFirst())
                .map(file -> find(MarkedYamlEngineException.class)
                        .map(marked -> ofMark(file, marked))
                        .orElseGet(() -> Finding.ofFile(RULE, file, innermost())));
    }

    private Finding ofMark(RouteFile file, MarkedYamlEngineException failure) {
        Optional<Mark> mark = failure.getProblemMark();
        return Finding.ofPlace(RULE, file, mark.map(m -> m.getLine() + 1).orElse(0),
                mark.map(m -> m.getColumn() + 1).orElse(0),
                failure.getProblem() == null ? innermost() : failure.getProblem());
    }

    private Optional<Finding> ofRoute() {
        Optional<String> made = find(FailedToCreateRouteException.class)
                .map(FailedToCreateRouteException::getRouteId);
        return made.or(() -> find(FailedToStartRouteException.class)
                .map(FailedToStartRouteException::getRouteId)).map(route -> {
                    String problem = "the route '" + route + "' cannot be "
                            + (made.isPresent() ? "made: " : "started: ") + innermost();
                    return fileOf(route).map(file -> Finding.ofFile(RULE, file, problem))
                            .orElseGet(() -> Finding.ofSet(RULE, problem));
                });
    }

    /** By its text: Camel's exceptions name the route only. */
    private Optional<RouteFile> fileOf(String route) {
        return set.files().stream()
                .filter(file -> file.text().lines().anyMatch(line ->
                        line.strip().replace("\"", "").replace("'", "").equals("id: " + route)))
                .findFirst();
    }

    private <T> Optional<T> find(Class<T> type) {
        Stream<Throwable> all = chain.stream();
        return all.filter(type::isInstance).map(type::cast).findFirst();
    }

    private String innermost() {
        Throwable last = chain.get(chain.size() - 1);
        String message = last.getMessage();
        return message == null || message.isBlank()
                ? last.getClass().getSimpleName() : message.strip();
    }

    /** A failure, what it is due to, and so on. */
    public static List<Throwable> causes(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }
}
