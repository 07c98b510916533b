package io.github.koresimroutes.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Two routes of one id: Camel would refuse the second, or replace the first. */
final class RouteIds {

    private static final List<String> KINDS =
            List.of("route", "routeTemplate", "routeConfiguration");

    private RouteIds() {
    }

    static void check(List<YamlFile> files, Findings findings) {
        Map<String, String> places = new HashMap<>();
        for (YamlFile file : files) {
            for (Node item : file.items()) {
                for (String kind : KINDS) {
                    YamlFile.child(item, kind).flatMap(route -> YamlFile.child(route, "id"))
                            .ifPresent(id -> check(file, kind, id, places, findings));
                }
            }
        }
    }

    private static void check(YamlFile file, String kind, Node id, Map<String, String> places,
            Findings findings) {
        String name = YamlFile.text(id);
        String here = file.file().shownPlace() + ":" + YamlFile.line(id);
        // A route and a configuration may share an id.
        String space = kind.equals("routeConfiguration") ? kind : "route";
        String other = places.putIfAbsent(space + " " + name, here);
        if (other != null) {
            findings.add(Finding.error("duplicate-id", file.file(), YamlFile.line(id),
                    YamlFile.column(id),
                    "another " + space + " has the id '" + name + "': " + other,
                    "Give one of them another id, or move its file out of the directory: each"
                            + " *.camel.yaml in it is loaded."));
        }
    }
}
