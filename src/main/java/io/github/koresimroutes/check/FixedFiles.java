package io.github.koresimroutes.check;

import io.github.koresimroutes.routeset.RouteFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What the files that receive and dispatch have to have. Each of these would start without it, and
 * then refuse callbacks, lose events or send them twice.
 */
final class FixedFiles {

    private static final String RULE = "fixed-file";
    private static final String RESTORE = "Restore it as it is in the program. What may be changed"
            + " is said at the top of the file.";
    private static final String REFUSED = "every callback would be refused";
    private static final String UNANSWERED = "a callback that is refused would be answered 500"
            + " instead of 401, and trouble 500 instead of 503";
    private static final String BYTES = "the signature is over the body's bytes, and every callback"
            + " would be refused";
    /** Of the endpoint that takes callbacks. */
    private static final Map<String, List<String>> ENDPOINT = new TreeMap<>(Map.of(
            "path", List.of("{{path}}", "callbacks come to the paths of the settings, and these"
                    + " would be answered 404"),
            "httpMethodRestrict", List.of("{{methods}}", "the settings say which there are"),
            "consumes", List.of("{{?contentTypes}}", "callbacks would be answered 415"),
            "platformHttpEngine", List.of("{{kore.callback.engine}}", BYTES),
            "populateBodyWithForm", List.of("false", BYTES),
            "useBodyHandler", List.of("false", BYTES),
            "headerFilterStrategy", List.of("#kore-http-headers", "headers of a request would come"
                    + " back in the answer")));
    private static final List<String> RECEIVE =
            List.of("kore-verify-callback", "kore-read-callback", "kore-journal");
    private static final List<String> DISPATCH = List.of("kore-take-baton", "kore-prepare-message",
            "kore-route-event", "kore-sent-nowhere", "kore-pass-baton");
    private static final List<String> SEED =
            List.of("kore-follow-lanes", "kore-list-seeds", "kore-write-seed");

    private final List<Flow> flows;
    private final Known known;
    private final Findings findings;

    FixedFiles(List<Flow> flows, Known known, Findings findings) {
        this.flows = flows;
        this.known = known;
        this.findings = findings;
    }

    void check() {
        begins(Reach.EVENTS, false, "event", "route-by-status");
        begins("direct:receive-callback", true, "callback", "receive-callback");
        if (named("routeTemplate", "callback-endpoint").isEmpty()) {
            findings.add(Finding.ofSet("missing-route", "no route file has the route template"
                    + " callback-endpoint, which gives every callback its path; look at the `id` in"
                    + " callback-endpoint.camel.yaml"));
        }
        named("routeTemplate", "callback-endpoint").ifPresent(this::endpoint);
        named("route", "receive-callback").ifPresent(this::receive);
        named("routeTemplate", "dispatch-lane").ifPresent(this::dispatch);
        named("route", "seed-baton").ifPresent(flow -> refs(flow, SEED, true,
                "no event would be dispatched"));
    }

    private Optional<Flow> named(String kind, String id) {
        return flows.stream().filter(flow -> flow.kind().equals(kind)
                && flow.id().filter(id::equals).isPresent()).findFirst();
    }

    private void begins(String uri, boolean fixed, String gets, String file) {
        boolean there = flows.stream().filter(flow -> flow.file().file().isFixed() == fixed)
                .flatMap(flow -> flow.steps().stream()).filter(step -> step.name().equals("from"))
                .flatMap(step -> Endpoint.of(step, known).stream())
                .anyMatch(from -> from.shown().equals(uri));
        if (!there) {
            findings.add(Finding.ofSet("missing-route", "no route file has a route from " + uri
                    + ", which gets every " + gets + "; look at the `from` in " + file
                    + RouteFile.SUFFIX));
        }
    }

    private void endpoint(Flow flow) {
        flow.steps().stream().filter(step -> step.name().equals("from")).findFirst()
                .ifPresent(from -> options(flow, from));
        configuration(flow, "answer-errors", true, UNANSWERED);
        if (steps(flow, "setProperty", "name").noneMatch("KoreEndpoint"::equals)) {
            error(flow, at(flow), "callback-endpoint does not set KoreEndpoint, which says whose"
                    + " secret signs: " + REFUSED);
        }
        if (flow.steps().stream().flatMap(step -> Endpoint.of(step, known).stream())
                .noneMatch(to -> to.shown().equals("direct:receive-callback"))) {
            error(flow, at(flow), "callback-endpoint does not lead to direct:receive-callback: "
                    + REFUSED);
        }
    }

    private void options(Flow flow, Step from) {
        Node parameters = from.field("parameters").orElse(from.node());
        ENDPOINT.forEach((name, wanted) -> {
            Optional<Node> given = YamlFile.child(parameters, name);
            if (given.map(YamlFile::text).filter(wanted.get(0)::equals).isEmpty()) {
                error(flow, given.orElse(from.key()), "'" + name + "' of the callback endpoint is"
                        + " not \"" + wanted.get(0) + "\": " + wanted.get(1));
            }
        });
    }

    /** A route that stores otherwise runs: this only tells what it does not do. */
    private void receive(Flow flow) {
        configuration(flow, "answer-errors", false, UNANSWERED);
        refs(flow, RECEIVE, false, "what is not verified, read and stored, in this order, is"
                + " accepted unsigned or lost");
        List<String> given = given(flow);
        if (given.indexOf(RECEIVE.get(0)) > 0) {
            findings.warning(RULE, flow.file(), at(flow), "receive-callback uses " + given.get(0)
                    + " before " + RECEIVE.get(0) + ": whatever that does, anybody can make it do",
                    RESTORE);
        }
    }

    private void dispatch(Flow flow) {
        configuration(flow, "no-error-handler", true, "a failure could be handled, and half a batch"
                + " committed");
        refs(flow, DISPATCH, true, "events would be lost or sent twice");
        flow.steps().stream().filter(step -> step.name().equals("split")
                        && step.text("stopOnException").filter("true"::equals).isEmpty())
                .forEach(step -> error(flow, step.key(), step.called() + " lacks"
                        + " 'stopOnException: true': after a failed send the rest of the batch"
                        + " would be committed"));
    }

    private void configuration(Flow flow, String id, boolean certain, String why) {
        if (flow.routeText("routeConfigurationId").filter(id::equals).isEmpty()) {
            findings.report(certain, RULE, flow.file(), at(flow), flow.id().orElse("")
                    + " lacks 'routeConfigurationId: " + id + "': " + why, RESTORE);
        }
    }

    /** Whether the steps with these beans are there, in this order. */
    private void refs(Flow flow, List<String> wanted, boolean certain, String why) {
        List<String> given = given(flow);
        int last = -1;
        for (String name : wanted) {
            int found = given.indexOf(name);
            if (found <= last) {
                findings.report(certain, RULE, flow.file(), at(flow), flow.id().orElse("")
                        + (found < 0 ? " has no step with " + name
                                : " has its step with " + name + " too early") + ": " + why,
                        RESTORE);
            }
            last = Math.max(found, last);
        }
    }

    /** The beans that its steps name, in their order. */
    private static List<String> given(Flow flow) {
        return flow.steps().stream().flatMap(step -> Expressions.of(step.node())
                .filter(e -> e.language().equals("ref")).map(Expressions.Expression::text)
                .or(() -> step.text("ref"))
                .or(() -> step.text("idempotentRepository")).stream()).toList();
    }

    private static Stream<String> steps(Flow flow, String name, String field) {
        return flow.steps().stream().filter(step -> step.name().equals(name))
                .flatMap(step -> step.text(field).stream());
    }

    private static Node at(Flow flow) {
        return YamlFile.child(flow.node(), "id").orElse(flow.node());
    }

    private void error(Flow flow, Node at, String problem) {
        findings.error(RULE, flow.file(), at, problem, RESTORE);
    }
}
