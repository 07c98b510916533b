package io.github.koresimroutes.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** What a callback needs on its way in, and for its answer. */
final class ReceiveFiles {

    private static final String REFUSED = "every callback would be refused";
    private static final String TROUBLE = "every callback would be answered 503";
    private static final String BYTES = "the signature is over the body's bytes, and " + REFUSED;
    private static final String ANSWERS = "a callback that is refused would be answered 503 instead"
            + " of 401, and not be kept";
    private static final Map<String, List<String>> ENDPOINT = new TreeMap<>(Map.of(
            "path", List.of("{{path}}", "callbacks come to the paths of the settings, and these"
                    + " would be answered 404"),
            "httpMethodRestrict", List.of("{{methods}}", "the settings say which methods there"
                    + " are"),
            "consumes", List.of("{{?contentTypes}}", "callbacks would be answered 415"),
            "platformHttpEngine", List.of("{{kore.callback.engine}}", BYTES),
            "populateBodyWithForm", List.of("false", BYTES),
            "useBodyHandler", List.of("false", BYTES),
            "headerFilterStrategy", List.of("#kore-http-headers", "headers of a request would come"
                    + " back in the answer")));
    private static final List<String> STEPS =
            List.of("kore-verify-callback", "kore-read-callback", "kore-journal");

    private final Known known;
    private final Findings findings;

    ReceiveFiles(Known known, Findings findings) {
        this.known = known;
        this.findings = findings;
    }

    /** The template that gives callbacks their paths. */
    void endpoint(Flow flow) {
        FixedFlow fixed = new FixedFlow(flow, findings);
        fixed.options(ENDPOINT, "the callback endpoint");
        fixed.configuration("answer-errors", true, ANSWERS);
        if (flow.steps().stream().noneMatch(step -> step.name().equals("setProperty")
                && step.text("name").filter("KoreEndpoint"::equals).isPresent())) {
            fixed.error(fixed.at(), "callback-endpoint does not set KoreEndpoint, which says whose"
                    + " secret signs: " + REFUSED);
        }
        if (flow.steps().stream().flatMap(step -> Endpoint.of(step, known).stream())
                .noneMatch(to -> to.shown().equals("direct:receive-callback"))) {
            fixed.error(fixed.at(), "callback-endpoint does not lead to direct:receive-callback: "
                    + REFUSED);
        }
    }

    /** The route that all paths lead to. One that stores otherwise runs, and is told of it. */
    void receive(Flow flow) {
        FixedFlow fixed = new FixedFlow(flow, findings);
        fixed.configuration("answer-errors", false, ANSWERS);
        fixed.refs(STEPS, false, "what is not verified, read and stored, in this order, is accepted"
                + " unsigned or lost");
        List<String> given = fixed.given();
        if (given.indexOf(STEPS.get(0)) > 0) {
            findings.warning(FixedFlow.RULE, flow.file(), fixed.at(), "receive-callback uses "
                    + given.get(0) + " before " + STEPS.get(0) + ": whatever that does, anybody can"
                    + " make it do", FixedFlow.RESTORE);
        }
        flow.steps().stream().filter(step -> step.text("idempotentRepository")
                .filter("kore-journal"::equals).isPresent()).forEach(store -> store(fixed, store));
    }

    private static void store(FixedFlow fixed, Step store) {
        Optional<Expressions.Expression> key = Expressions.of(store.node());
        if (key.filter(each -> each.text().contains("KoreEventKey")).isEmpty()) {
            fixed.error(key.map(Expressions.Expression::key).orElse(store.key()), store.called()
                    + " does not ask for KoreEventKey, without which nothing is stored: "
                    + TROUBLE);
        }
        store.field("eager").filter(eager -> "false".equals(YamlFile.text(eager)))
                .ifPresent(eager -> fixed.error(eager, "'eager' of " + store.called()
                        + " is false, and the journal never looks first: " + TROUBLE));
    }

    /** What is answered on a failure. */
    void answers(Flow flow) {
        List<Step> handlers = flow.steps().stream()
                .filter(step -> step.name().equals("onException")).toList();
        if (handlers.stream().flatMap(ReceiveFiles::exceptions)
                .noneMatch(each -> each.endsWith(".CallbackRefusedException"))) {
            FixedFlow fixed = new FixedFlow(flow, findings);
            fixed.error(fixed.at(), "answer-errors has no onException for"
                    + " CallbackRefusedException: " + ANSWERS);
        }
        for (Step handler : handlers) {
            boolean[] answers = {false};
            Walk.fields(handler.node(), "", (below, pair) -> answers[0] |= YamlFile.key(pair)
                    .equals("name") && "CamelHttpResponseCode".equals(
                            YamlFile.text(pair.getValueNode())));
            if (!answers[0]) {
                // A bean of a team's own may do it.
                findings.warning(FixedFlow.RULE, flow.file(), handler.key(), handler.called()
                        + " sets no CamelHttpResponseCode: what it handles is answered 503",
                        FixedFlow.RESTORE);
            }
        }
    }

    private static Stream<String> exceptions(Step handler) {
        return handler.field("exception").stream()
                .<Node>flatMap(names -> YamlFile.text(names) != null
                        ? Stream.of(names) : YamlFile.elements(names).stream())
                .map(name -> String.valueOf(YamlFile.text(name)));
    }
}
