package io.github.koresimroutes.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A route of the files that receive and dispatch, which is asked for what it has to have.
 *
 * @param flow     the route
 * @param findings get what is missing
 */
record FixedFlow(Flow flow, Findings findings) {

    static final String RULE = "fixed-file";
    static final String RESTORE = "Restore it as it is in the program. What may be changed is said"
            + " at the top of the file.";

    /**
     * Asks for options of its {@code from}.
     *
     * @param wanted what they have to be, and why, by name
     * @param of     whose they are, for people
     */
    void options(Map<String, List<String>> wanted, String of) {
        flow.begins().findFirst().ifPresent(from -> wanted.forEach((name, value) -> {
            Node parameters = from.field("parameters").orElse(from.node());
            Optional<Node> given = YamlFile.child(parameters, name);
            if (given.map(YamlFile::text).filter(value.get(0)::equals).isEmpty()) {
                error(given.orElse(from.key()), "'" + name + "' of " + of + " is not \""
                        + value.get(0) + "\": " + value.get(1));
            }
        }));
    }

    /**
     * Asks for its error handling.
     *
     * @param certain whether it cannot run without it
     */
    void configuration(String id, boolean certain, String why) {
        if (flow.routeText("routeConfigurationId").filter(id::equals).isEmpty()) {
            findings.report(certain, RULE, flow.file(), at(), name()
                    + " lacks 'routeConfigurationId: " + id + "': " + why, RESTORE);
        }
    }

    /**
     * Asks for steps with these beans, in this order.
     *
     * @param certain whether it cannot run without them
     */
    void refs(List<String> wanted, boolean certain, String why) {
        List<String> given = given();
        int last = -1;
        for (String name : wanted) {
            int found = given.indexOf(name);
            if (found <= last) {
                findings.report(certain, RULE, flow.file(), at(), name()
                        + (found < 0 ? " has no step with " + name
                                : " has its step with " + name + " too early") + ": " + why,
                        RESTORE);
            }
            last = Math.max(found, last);
        }
    }

    /** The beans that its steps name, in their order. */
    List<String> given() {
        return flow.steps().stream().flatMap(step -> Expressions.of(step.node())
                .filter(e -> e.language().equals("ref")).map(Expressions.Expression::text)
                .or(() -> step.text("ref"))
                .or(() -> step.text("idempotentRepository")).stream()).toList();
    }

    /** Where people look for it. */
    Node at() {
        return YamlFile.child(flow.node(), "id").orElse(flow.node());
    }

    void error(Node at, String problem) {
        findings.error(RULE, flow.file(), at, problem, RESTORE);
    }

    private String name() {
        return flow.id().orElse("this route");
    }
}
