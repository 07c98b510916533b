package io.github.koresimroutes.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which routes events go through, and so are part of the dispatch transaction. */
final class Reach {

    static final String EVENTS = "direct:route-by-status";

    private static final Set<String> BRANCHES = Set.of("when", "otherwise");

    private final Known known;
    private final Map<String, Flow> byBegin = new HashMap<>();
    private final List<Flow> live = new ArrayList<>();

    /** @param flows all; those of the fixed files get no events */
    Reach(List<Flow> flows, Known known) {
        this.known = known;
        for (Flow flow : flows) {
            if (flow.file().file().isFixed()) {
                continue;
            }
            live.add(flow);
            flow.begins().flatMap(step -> Endpoint.of(step, known).stream())
                    .forEach(from -> byBegin.putIfAbsent(from.shown(), flow));
        }
    }

    /** The routes that events go through, and what applies to these. */
    List<Flow> ofEvents() {
        Set<Flow> reached = from(EVENTS);
        Set<String> configurations = new HashSet<>();
        reached.forEach(flow -> flow.routeText("routeConfigurationId").ifPresent(
                ids -> configurations.addAll(List.of(ids.split("\\s*,\\s*")))));
        List<Flow> all = new ArrayList<>(reached);
        live.stream().filter(flow -> flow.kind().equals("routeConfiguration")
                        ? flow.id().map(configurations::contains).orElse(true)
                        : !flow.isRoute() && !flow.kind().equals("beans"))
                .forEach(all::add);
        return all;
    }

    /** The routes behind an endpoint: its own, and those that it calls. */
    private Set<Flow> from(String begin) {
        Set<Flow> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(begin));
        while (!open.isEmpty()) {
            Flow flow = byBegin.get(open.pop());
            if (flow != null && reached.add(flow)) {
                flow.steps().stream().filter(step -> !step.name().equals("wireTap"))
                        .flatMap(this::endpoints).filter(to -> to.scheme().equals("direct"))
                        .forEach(to -> open.push(to.shown()));
            }
        }
        return reached;
    }

    /** The endpoints that a step sends to. */
    Stream<Endpoint> endpoints(Step step) {
        return step.isDisabled() ? Stream.empty()
                : Endpoint.of(step, known).stream().filter(each -> !each.consumes());
    }

    /** Whether a step sends to a queue, itself or in the routes that it calls. */
    boolean sends(Step step) {
        return endpoints(step).anyMatch(this::sends);
    }

    private boolean sends(Endpoint to) {
        return to.scheme().equals("jms")
                || Set.of("direct", "seda").contains(to.scheme())
                && from(to.shown()).stream().flatMap(flow -> flow.steps().stream())
                        .flatMap(this::endpoints).anyMatch(each -> each.scheme().equals("jms"));
    }

    /** The first send to a queue within a step. */
    Optional<Step> sendWithin(Flow flow, Step step) {
        return flow.steps().stream()
                .filter(each -> each.around().anyMatch(outer -> outer == step))
                .filter(this::sends).findFirst();
    }

    /**
     * The first send to a queue after a step, in its route or in one that calls it. What stands in
     * another branch is not after it.
     */
    Optional<Step> sendAfter(Flow flow, Step step) {
        return sendAfter(flow, step, new HashSet<>());
    }

    private Optional<Step> sendAfter(Flow flow, Step step, Set<Step> seen) {
        if (!seen.add(step)) {
            return Optional.empty();
        }
        return flow.steps().stream().skip(flow.steps().indexOf(step) + 1L)
                .filter(each -> !isBeside(step, each)).filter(this::sends).findFirst()
                .or(() -> callers(flow).flatMap(call ->
                        sendAfter(call.getKey(), call.getValue(), seen).stream()).findFirst());
    }

    /** Whether one of two branches has the one step, and the other the other. */
    private static boolean isBeside(Step step, Step other) {
        return step.around().filter(outer -> BRANCHES.contains(outer.name())).anyMatch(branch ->
                other.around().anyMatch(outer -> outer == branch.parent())
                        && other.around().noneMatch(outer -> outer == branch));
    }

    private Stream<Map.Entry<Flow, Step>> callers(Flow called) {
        return live.stream().flatMap(flow -> flow.steps().stream()
                .filter(step -> !step.name().equals("wireTap"))
                .filter(step -> endpoints(step).anyMatch(to -> to.scheme().equals("direct")
                        && byBegin.get(to.shown()) == called))
                .map(step -> Map.entry(flow, step)));
    }
}
