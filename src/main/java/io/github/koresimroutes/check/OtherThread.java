package io.github.koresimroutes.check;

import java.util.Optional;
import java.util.Set;

/** What of an event's way goes on in another thread, where the dispatch transaction is not. */
final class OtherThread {

    private static final String RULE = "other-thread";
    /** Each with a thread pool of its own where it has an executor, whatever else it is told. */
    private static final Set<String> AT_ONCE = Set.of("multicast", "split", "recipientList");

    private final Reach reach;
    private final Findings findings;

    OtherThread(Reach reach, Findings findings) {
        this.reach = reach;
        this.findings = findings;
    }

    /** Tells of a step that has its work, or what follows it, done by another thread. */
    void check(Flow flow, Step step) {
        if (step.name().equals("wireTap") || reach.endpoints(step)
                .anyMatch(to -> to.scheme().equals("seda"))) {
            found(step, step.called(), Optional.of(step).filter(reach::sends));
        } else if (step.name().equals("threads")) {
            found(step, step.called(), reach.sendAfter(flow, step));
        } else if (isLater(step)) {
            // Without a send it is merely slow.
            reach.sendAfter(flow, step).ifPresent(send -> findings.error(RULE, step.file(),
                    step.key(), "what follows " + step.called() + " goes on in another thread,"
                            + " outside the dispatch transaction: " + refused(step, send),
                    "Remove it, or write 'asyncDelayed: false'; then it holds up every event of the"
                            + " lane instead. Where an event has to wait: "
                            + UnsafeCheck.SECOND_ROUTE));
        } else if (step.isOn("parallelProcessing") || AT_ONCE.contains(step.name())
                && step.field("executorService").isPresent()) {
            String what =
                    step.isOn("parallelProcessing") ? "parallelProcessing" : "executorService";
            found(step, what + " of " + step.called(), sendBy(flow, step));
        } else if (step.name().equals("circuitBreaker") && hasTimeLimit(step)) {
            found(step, step.called(), sendBy(flow, step));
        }
    }

    private Optional<Step> sendBy(Flow flow, Step step) {
        return reach.sends(step) ? Optional.of(step) : reach.sendWithin(flow, step);
    }

    /** Camel's delay waits in another thread unless told not to, a throttle where it is told to. */
    private static boolean isLater(Step step) {
        return step.name().equals("delay")
                ? step.text("asyncDelayed").filter("false"::equalsIgnoreCase).isEmpty()
                : step.name().equals("throttle") && step.isOn("asyncDelayed");
    }

    private void found(Step step, String what, Optional<Step> send) {
        findings.report(send.isPresent(), RULE, step.file(), step.key(), what
                + " goes on in another thread, outside the dispatch transaction"
                + send.map(each -> ": " + refused(step, each)).orElse(""),
                send.isPresent() ? "Put the sends one after the other into the branch."
                        : "Nothing that is done there is part of it: it may be done again, or not"
                                + " at all. " + UnsafeCheck.SECOND_ROUTE);
    }

    private static String refused(Step step, Step send) {
        return send == step ? "what is sent there is refused" : "the send in line "
                + YamlFile.line(send.key()) + (send.file() == step.file() ? ""
                        : " of " + send.file().file().shownPlace()) + " is refused";
    }

    private static boolean hasTimeLimit(Step step) {
        boolean[] found = {false};
        Walk.fields(step.node(), "", (below, pair) -> found[0] |=
                YamlFile.key(pair).equals("timeoutEnabled")
                        && "true".equals(YamlFile.text(pair.getValueNode())));
        return found[0];
    }
}
