package io.github.koresimroutes.check;

import io.github.koresimroutes.config.Similar;
import io.github.koresimroutes.routeset.RouteFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is written, and never used: routes that nothing calls, error handling of another name. */
final class IdleRoutes {

    private static final Set<String> CALLED = Set.of("direct", "seda");

    /** What is called by a wrong name, or twice: that is told, and this would follow from it. */
    private static final Set<String> MISSED =
            Set.of("unknown-direct", "unknown-seda", "missing-route", "two-consumers");
    private static final Set<String> BY_EXPRESSION =
            Set.of("recipientList", "routingSlip", "dynamicRouter", "enrich");

    private final List<Flow> flows;
    private final Known known;
    private final Findings findings;

    /** @param flows all; what is fixed has the rules of {@link FixedFiles} */
    IdleRoutes(List<Flow> flows, Known known, Findings findings) {
        this.flows = flows;
        this.known = known;
        this.findings = findings;
    }

    void check() {
        Set<String> texts = texts();
        for (Flow flow : flows) {
            if (!flow.file().file().isFixed()) {
                if (flow.kind().equals("route") || flow.kind().equals("from")) {
                    flow.begins().flatMap(step -> Endpoint.of(step, known).stream())
                            .forEach(from -> calls(from, texts));
                }
                flow.routeText("routeConfigurationId").ifPresent(ids -> configurations(flow, ids));
            }
        }
    }

    /** All endpoints that others may mean, in any place: of an expression, of a bean's property. */
    private Set<String> texts() {
        Set<String> texts = new HashSet<>();
        for (Flow flow : flows) {
            Walk.fields(flow.node(), flow.kind(), (below, pair) -> {
                if (YamlFile.key(pair).equals("openApi")) {
                    // Its operations call direct routes of their names.
                    texts.add("direct:${}");
                }
                if (!below.equals("from") && !flow.file().file().isFixed()) {
                    texts.add(known.resolve(String.valueOf(YamlFile.text(pair.getValueNode()))));
                }
            });
            flow.steps().forEach(step -> {
                List<Endpoint> named = Endpoint.of(step, known);
                named.stream().filter(to -> !to.consumes()).forEach(to -> texts.add(to.shown()));
                if (named.stream().anyMatch(to -> to.scheme().isEmpty())
                        || named.isEmpty() && BY_EXPRESSION.contains(step.name())) {
                    CALLED.forEach(scheme -> texts.add(scheme + ":${}"));
                }
            });
        }
        return texts;
    }

    private void calls(Endpoint from, Set<String> texts) {
        String begin = from.shown();
        if (!CALLED.contains(from.scheme()) || begin.equals(Reach.EVENTS)
                || Endpoint.isOpen(begin) || from.step().isDisabled()) {
            return;
        }
        // A name that is made at run time may be this one.
        boolean mayBeCalled = texts.stream().anyMatch(text -> text.contains(begin)
                || text.matches("(?s).*" + from.scheme() + ":[^'\",\\s]*(\\$\\{|\\{\\{).*"));
        if (!mayBeCalled && !findings.hasError(MISSED)) {
            findings.warning("unused-route", from.step().file(), from.at(), "no route"
                    + " calls " + begin + ": unless a bean does, this one never runs",
                    "Call it from another route, `to: " + begin + "`, or begin it with what brings"
                            + " it messages.");
        }
    }

    private void configurations(Flow flow, String ids) {
        Set<String> here = new TreeSet<>();
        flows.stream().filter(each -> each.kind().equals("routeConfiguration"))
                .filter(each -> !each.file().file().isFixed()
                        || each.file().file().name().equals(RouteFile.ERRORS))
                .forEach(each -> each.id().ifPresent(here::add));
        for (String id : ids.split("\\s*,\\s*")) {
            if (!here.contains(id) && id.matches("[\\w-]+")) {
                findings.warning("unknown-configuration", flow.file(),
                        flow.routeField("routeConfigurationId").orElse(flow.node()), "no error"
                                + " handling applies: here is no routeConfiguration '" + id + "'"
                                + Similar.hint(id, here), "There is "
                                + (here.isEmpty() ? "none" : String.join(", ", here)) + ".");
            }
        }
    }
}
