package io.github.koresimroutes.routeset;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * A route file as it was read.
 *
 * @param name  its file name, {@code route-by-status.camel.yaml}
 * @param place where it is, as Camel names places: {@code file:routes/route-by-status.camel.yaml}
 * @param text  what it holds
 */
public record RouteFile(String name, String place, String text) {

    /** Its route configurations are there for the routing files, too. */
    public static final String ERRORS = "handle-errors.camel.yaml";
    /** How the name of every route file ends. */
    public static final String SUFFIX = ".camel.yaml";

    /**
     * What receives, stores, answers and dispatches: a change of these needs a restart, for they
     * hold callbacks and batons while they run.
     */
    private static final Set<String> FIXED = Set.of("callback-endpoint" + SUFFIX,
            "receive-callback" + SUFFIX, "handle-errors" + SUFFIX, "dispatch-events" + SUFFIX);

    /** Whether a change of it needs a restart; any other file is replaced while the bundle runs. */
    public boolean isFixed() {
        return FIXED.contains(name);
    }

    /** Whether it is part of the program, rather than of a directory. */
    public boolean isBundled() {
        return place.startsWith("classpath:");
    }

    /** For people: its path, or its name where it is part of the program. */
    public String shownPlace() {
        return isBundled() ? name + " (of the program)" : place.substring("file:".length());
    }

    /** For Camel to load. */
    public Resource resource() {
        return ResourceHelper.fromBytes(place, text.getBytes(StandardCharsets.UTF_8));
    }
}
