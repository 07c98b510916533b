package io.github.koresimroutes.check;

import java.util.Optional;
import java.util.Set;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.ComponentModel;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What would leave the dispatch transaction, hide a failure or hold events up. It is an error where
 * the run would refuse to send, and a warning where people should know what it does.
 */
final class UnsafeCheck {

    static final String SECOND_ROUTE = "Send the event to a queue (`to: jms`) and do this"
            + " in a second route that begins with that queue, with its own redelivery.";

    /** Options of a send whose message would not be part of the transaction. */
    private static final Set<String> SENDS_ELSEWHERE =
            Set.of("connectionFactory", "transacted", "transactionManager");
    private static final Set<String> OTHER_JMS =
            Set.of("activemq", "activemq6", "amqp", "sjms", "sjms2");
    /** Near, and part of the recipes. */
    private static final Set<String> LOCAL = Set.of("jms", "jdbc", "sql", "file", "direct", "seda");
    private static final Set<String> FETCHES = Set.of("poll", "pollEnrich");
    private static final Set<String> WAITS = Set.of("delay", "throttle", "poll", "pollEnrich");
    private static final Set<String> GATHERS = Set.of("aggregate", "resequence");

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private final Reach reach;
    private final OtherThread threads;
    private final Set<String> ownBeans;
    private final Findings findings;

    /** @param ownBeans the beans of the files: a component may be one of them */
    UnsafeCheck(Reach reach, Set<String> ownBeans, Findings findings) {
        this.reach = reach;
        this.threads = new OtherThread(reach, findings);
        this.ownBeans = ownBeans;
        this.findings = findings;
    }

    void check(Flow flow) {
        for (Step step : flow.steps()) {
            if (!step.isDisabled()) {
                threads.check(flow, step);
                handling(flow, step);
                waiting(flow, step);
                choice(flow, step);
                reach.endpoints(step).forEach(this::endpoint);
            }
        }
    }

    /** What handles a failure: it hides none of a send, but people may think so. */
    private void handling(Flow flow, Step step) {
        if (step.name().equals("doTry") && reach.sendWithin(flow, step).isPresent()) {
            findings.warning("hides-nothing", step.file(), step.key(), "a send that fails in this "
                    + step.called() + " rolls the batch back all the same",
                    "Keep the `to: jms` out of it; try only what may fail and be done without.");
        } else if (step.name().equals("onException")
                && (step.field("handled").isPresent() || step.field("continued").isPresent())) {
            findings.warning("hides-nothing", step.file(), step.key(), "an error that this"
                    + " onException handles ends the event's way: what was sent before stays sent,"
                    + " and without any send the event goes to kore.sim.unrouted",
                    "Without it the event is tried again, then set aside with its error:"
                            + " docs/events.md.");
        } else if (step.name().equals("onException") && tries(step)) {
            findings.warning("slow", step.file(), step.key(), "this onException tries again with"
                    + " the dispatch transaction open: it holds up every event of the lane",
                    "Remove its redelivery: the bundle tries an event again, kore.dispatch.attempts"
                            + " times. " + SECOND_ROUTE);
        } else if (step.name().equals("deadLetterChannel")) {
            findings.warning("hides-nothing", step.file(), step.key(), "a dead letter channel hides"
                    + " that the route of an event failed: the event is not tried again, nor set"
                    + " aside", "Remove it: the bundle tries again, then sets the event aside with"
                            + " its error.");
        }
    }

    private static boolean tries(Step step) {
        return step.field("redeliveryPolicyRef").isPresent() || step.field("redeliveryPolicy")
                .flatMap(policy -> YamlFile.childText(policy, "maximumRedeliveries"))
                .filter(most -> !most.equals("0")).isPresent();
    }

    private void waiting(Flow flow, Step step) {
        if (WAITS.contains(step.name()) && !findings.hasErrorAt(step.file(), step.key())) {
            findings.warning("slow", step.file(), step.key(), step.called()
                    + " holds up every event of the lane, with the transaction open",
                    (FETCHES.contains(step.name()) && step.field("timeout").isEmpty()
                            ? "Without a 'timeout' it waits for ever. " : "") + SECOND_ROUTE);
        } else if (GATHERS.contains(step.name())) {
            boolean sends = reach.sendWithin(flow, step).isPresent();
            findings.report(sends, "gathers", step.file(), step.key(), step.called() + " keeps"
                    + " events in memory over their transaction" + (sends
                            ? ": what it sends later is refused, or lost in a crash" : ""),
                    SECOND_ROUTE);
        }
    }

    private void choice(Flow flow, Step step) {
        if (!step.name().equals("choice") || step.field("otherwise").isPresent()
                || step.isOn("precondition")) {
            return;
        }
        boolean sentElsewhere = flow.steps().stream().filter(reach::sends)
                .anyMatch(send -> send.around().noneMatch(outer -> outer == step));
        if (!sentElsewhere && reach.sendWithin(flow, step).isPresent()) {
            findings.warning("no-otherwise", step.file(), step.key(), step.called() + " has no"
                    + " 'otherwise': an event that no 'when' takes goes to kore.sim.unrouted",
                    "Say so with an 'otherwise', or drop it there on purpose: `process` with"
                            + " `ref: kore-discard`.");
        }
    }

    private void endpoint(Endpoint to) {
        Step step = to.step();
        if (to.scheme().equals("jms")) {
            send(to);
        } else if (OTHER_JMS.contains(to.scheme()) || ownBeans.contains(to.scheme())) {
            findings.warning("other-transaction", step.file(), to.at(), "what '" + to.scheme()
                    + "' sends is not part of the dispatch transaction: it is sent again after each"
                    + " rollback", "Send with 'jms'. " + SECOND_ROUTE);
        } else if (!to.scheme().isEmpty() && !LOCAL.contains(to.scheme())) {
            ComponentModel model = catalog.componentModel(to.scheme());
            if (model != null && model.isRemote()) {
                findings.warning("slow", step.file(), to.at(), "'" + to.scheme() + "' is called"
                        + " with the dispatch transaction open: it holds up every event of the lane,"
                        + " and is done again after each rollback", SECOND_ROUTE);
            }
        }
    }

    private void send(Endpoint to) {
        SENDS_ELSEWHERE.stream().filter(to.options()::containsKey).forEach(option ->
                option(to, option, "with '" + option + "' this send is refused: it would make a"
                        + " session of its own", "Remove '" + option + "'."));
        if (to.options().containsKey("timeToLive") && !"0".equals(to.option("timeToLive"))) {
            option(to, "timeToLive", "with 'timeToLive' this send is refused: the broker would drop"
                    + " the message when its time is over", "Remove 'timeToLive'.");
        }
        if ("false".equals(to.option("deliveryPersistent"))) {
            option(to, "deliveryPersistent", "this send is refused: the broker may forget a message"
                    + " that is not persistent", "Remove 'deliveryPersistent'.");
        }
        if ("1".equals(to.option("deliveryMode"))) {
            option(to, "deliveryMode", "this send is refused: the broker may forget a message that"
                    + " is not persistent", "Remove 'deliveryMode'.");
        }
        if (to.step().name().equals("enrich")
                && !"InOnly".equalsIgnoreCase(to.option("exchangePattern"))) {
            findings.error("unsafe-send", to.step().file(), to.at(), "this send is refused: 'enrich'"
                    + " waits for an answer, which cannot come before the transaction ends",
                    "Use 'to', or add ?exchangePattern=InOnly.");
        } else if ("InOut".equalsIgnoreCase(to.option("exchangePattern"))) {
            option(to, "exchangePattern", "this send is refused: it would wait for an answer, which"
                    + " cannot come before the transaction ends", "Remove 'exchangePattern'.");
        } else if (to.step().text("pattern").filter("InOut"::equalsIgnoreCase).isPresent()) {
            findings.error("unsafe-send", to.step().file(), to.step().field("pattern").get(),
                    "this send is refused: it would wait for an answer, which cannot come before"
                            + " the transaction ends", "Remove 'pattern'.");
        }
    }

    private void option(Endpoint to, String option, String problem, String advice) {
        findings.error("unsafe-send", to.step().file(), to.options().get(option).key(), problem,
                advice);
    }
}
