package io.github.koresimroutes.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.routeset.RouteSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The shipped routes with an edit, for the tests of the check. */
final class CheckedRoutes {

    static final String ROUTING = "route-by-status";

    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, String> settings = new TreeMap<>();

    private CheckedRoutes() {
        try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
            for (Path file : shipped.filter(f -> f.toString().endsWith(RouteFile.SUFFIX)).toList()) {
                files.put(file.getFileName().toString().replace(RouteFile.SUFFIX, ""),
                        Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CheckedRoutes shipped() {
        return new CheckedRoutes();
    }

    /** With another text for the first that is like it in the routing file. */
    CheckedRoutes with(String before, String after) {
        return with(ROUTING, before, after);
    }

    CheckedRoutes with(String file, String before, String after) {
        String text = files.get(file);
        assertThat(text).contains(before);
        int at = text.indexOf(before);
        return file(file, text.substring(0, at) + after + text.substring(at + before.length()));
    }

    /** With a file of a team's own, or another one. */
    CheckedRoutes file(String name, String text) {
        files.put(name, text);
        return this;
    }

    /** With steps after the send of "suspended". */
    CheckedRoutes step(String steps) {
        return with("destinationName: \"{{kore.queue.suspended}}\"\n",
                "destinationName: \"{{kore.queue.suspended}}\"\n" + steps.indent(18));
    }

    /** With steps in a route that a queue feeds, and no event's transaction. */
    CheckedRoutes own(String steps) {
        return file("own", """
                - route:
                    id: own
                    from:
                      uri: jms
                      parameters:
                        destinationName: "{{kore.queue.active}}"
                      steps:
                """ + steps.indent(8));
    }

    CheckedRoutes setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    RouteSet set() {
        return new RouteSet(files.entrySet().stream().map(file -> new RouteFile(
                file.getKey() + RouteFile.SUFFIX, "file:routes/" + file.getKey() + RouteFile.SUFFIX,
                file.getValue())).toList(), new RouteSettings(Map.of()));
    }

    List<Finding> findings() {
        return RouteCheck.findings(set(), Known.of(settings));
    }

    /** In short: {@code own:7:11 error unknown-option: what is wrong | what to do}. */
    List<String> shortly() {
        return findings().stream().map(CheckedRoutes::shortly).toList();
    }

    List<String> errors() {
        return findings().stream().filter(Finding::isError).map(CheckedRoutes::shortly).toList();
    }

    private static String shortly(Finding finding) {
        String file = finding.place() == null ? "" : finding.place()
                .replace("routes/", "").replace(RouteFile.SUFFIX, "");
        return file + ":" + finding.line() + ":" + finding.column() + " "
                + (finding.isError() ? "error " : "warning ") + finding.rule() + ": "
                + finding.problem() + (finding.advice().isEmpty() ? "" : " | " + finding.advice());
    }
}
