package io.github.koresimroutes.check;

import io.github.koresimroutes.config.Similar;
import io.github.koresimroutes.routeset.RouteFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Whether what routes send to each other arrives. The files that receive and dispatch run in one
 * Camel context, all others in another: nothing but an event gets from one to the other.
 */
final class FlowCheck {

    private static final List<String> CALLS = List.of("direct", "seda");

    private static final Pattern CALLBACK_PATH =
            Pattern.compile("kore\\.callback\\.(endpoint\\.[^.]+\\.)?path");

    /** Where routes are. */
    private enum Group { FIXED, LIVE }

    private final List<Flow> flows;
    private final Known known;
    private final Findings findings;
    private final Map<Group, Map<String, Endpoint>> begins = new HashMap<>();

    FlowCheck(List<Flow> flows, Known known, Findings findings) {
        this.flows = flows;
        this.known = known;
        this.findings = findings;
        for (Group group : Group.values()) {
            begins.put(group, new TreeMap<>());
        }
    }

    void check() {
        for (Flow flow : flows) {
            for (Step step : flow.steps()) {
                Endpoint.of(step, known).stream().filter(Endpoint::consumes)
                        .filter(each -> CALLS.contains(each.scheme()))
                        .forEach(each -> begin(flow, each));
            }
        }
        for (Flow flow : flows) {
            for (Step step : flow.steps()) {
                Endpoint.of(step, known).stream().filter(each -> !each.consumes())
                        .filter(each -> CALLS.contains(each.scheme()))
                        .filter(each -> !Endpoint.isOpen(each.target()))
                        .forEach(each -> arrives(flow, each));
            }
        }
        stepIds();
        doors();
    }

    /** A route at the path of callbacks would take them, and nobody would store them. */
    private void doors() {
        Set<String> taken = new TreeSet<>();
        known.settings().keySet().stream().filter(key -> CALLBACK_PATH.matcher(key).matches())
                .forEach(key -> taken.add(known.resolve("{{" + key + "}}")));
        flows.stream().filter(flow -> !flow.file().file().isFixed()).flatMap(Flow::begins)
                .flatMap(step -> Endpoint.of(step, known).stream())
                .filter(from -> from.scheme().equals("platform-http"))
                .filter(from -> taken.contains("/" + (from.path().isEmpty()
                        ? from.option("path") : from.path()).replaceFirst("^/", "")))
                .forEach(from -> findings.error("callback-path", from.step().file(), from.at(),
                        "this is the path of an endpoint of the settings: the route would take its"
                                + " callbacks, and nobody would store them",
                        "Give the route another path."));
    }

    private void begin(Flow flow, Endpoint from) {
        for (Group group : groups(flow)) {
            Endpoint other = begins.get(group).putIfAbsent(from.shown(), from);
            if (other != null && !from.option("multipleConsumers").equals("true")
                    && !from.step().isDisabled()
                    && from.step().name().equals("from") && flow.kind().equals("route")
                    && !Endpoint.isOpen(from.target())) {
                findings.error("two-consumers", from.step().file(), from.at(), "another route"
                        + " begins with " + from.shown() + ": " + place(other),
                        "Give one of them another name: " + from.scheme()
                                + " leads to one route.");
            }
        }
    }

    private void arrives(Flow flow, Endpoint to) {
        for (Group group : groups(flow)) {
            Map<String, Endpoint> here = begins.get(group);
            if (here.containsKey(to.shown()) || to.target().isEmpty()) {
                continue;
            }
            Endpoint across = begins.get(group == Group.LIVE ? Group.FIXED : Group.LIVE)
                    .get(to.shown());
            if (across != null) {
                findings.error("other-context", to.step().file(), to.at(), to.shown() + " ("
                        + place(across) + ") cannot be reached from here: what receives and"
                        + " dispatches, and what routes events, run in contexts of their own",
                        "Events come to direct:route-by-status by themselves; anything else goes"
                                + " over a queue.");
                return;
            }
            boolean mayBeMade = here.keySet().stream().anyMatch(Endpoint::isOpen);
            String hint = Similar.hint(to.shown(), here.keySet());
            findings.report(to.scheme().equals("direct") && !mayBeMade, "unknown-" + to.scheme(),
                    to.step().file(), to.at(), "no route begins with " + to.shown() + hint,
                    hint.isEmpty() ? "Write a route from " + to.shown() + ", or correct the name."
                            : "");
            return;
        }
    }

    /** Camel starts no route whose step has an id that another has; branches may share theirs. */
    private void stepIds() {
        Map<Group, Map<String, Step>> ids = new HashMap<>();
        for (Flow flow : flows) {
            for (Step step : flow.kind().equals("route") ? flow.steps() : List.<Step>of()) {
                Node id = step.field("id").orElse(null);
                String name = id == null ? null : YamlFile.text(id);
                if (name == null || name.contains("{{") || Flow.HOLDERS.contains(step.name())) {
                    continue;
                }
                Group group = groups(flow).get(0);
                Step other = ids.computeIfAbsent(group, g -> new HashMap<>())
                        .putIfAbsent(name, step);
                if (other != null) {
                    findings.error("duplicate-id", step.file(), id, "another step has the id '"
                            + name + "': " + place(other.file(), other.field("id").get()),
                            "Give one of them another id, or none.");
                }
            }
        }
    }

    private static String place(Endpoint endpoint) {
        return place(endpoint.step().file(), endpoint.at());
    }

    private static String place(YamlFile file, Node at) {
        return file.file().shownPlace() + ":" + YamlFile.line(at);
    }

    private static List<Group> groups(Flow flow) {
        RouteFile file = flow.file().file();
        return file.name().equals(RouteFile.ERRORS) ? List.of(Group.FIXED, Group.LIVE)
                : List.of(file.isFixed() ? Group.FIXED : Group.LIVE);
    }
}
