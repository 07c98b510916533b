package io.github.koresimroutes.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the one JMS transaction needs that sends events. */
final class DispatchFile {

    private static final String UNSENT = "no event would be dispatched";
    private static final Map<String, List<String>> BATON = new TreeMap<>(Map.of(
            "destinationName", List.of("{{kore.dispatch.baton-queue}}.{{lane}}", "no baton would"
                    + " come, and " + UNSENT),
            "selector", List.of("KoreJournal = '{{kore-journal-id}}'", "it could take the baton of"
                    + " another journal, or none")));
    /** What would part the baton from the messages that are sent with it. */
    private static final List<String> ONE_TRANSACTION = List.of("acknowledgementModeName",
            "cacheLevelName", "connectionFactory", "lazyCreateTransactionManager", "transacted",
            "transactionManager");
    private static final List<String> LANE = List.of("kore-take-baton", "kore-prepare-message",
            "kore-route-event", "kore-sent-nowhere", "kore-pass-baton");
    private static final List<String> SEED =
            List.of("kore-follow-lanes", "kore-list-seeds", "kore-write-seed");

    private final Known known;
    private final Findings findings;

    DispatchFile(Known known, Findings findings) {
        this.known = known;
        this.findings = findings;
    }

    /** The template of the routes that hold batons. */
    void lane(Flow flow) {
        FixedFlow fixed = new FixedFlow(flow, findings);
        fixed.options(BATON, "the baton's endpoint");
        flow.begins().flatMap(from -> Endpoint.of(from, known).stream())
                .forEach(baton -> ONE_TRANSACTION.stream().filter(baton.options()::containsKey)
                        .forEach(name -> fixed.error(baton.options().get(name).key(), "'" + name
                                + "' of the baton's endpoint could part it from what is sent:"
                                + " events would be lost or sent twice")));
        flow.steps().stream().flatMap(step -> Endpoint.of(step, known).stream())
                .filter(endpoint -> endpoint.scheme().equals("jms"))
                .forEach(endpoint -> fixed.error(endpoint.at(), "'jms' may be another component,"
                        + " which does not receive and send in one transaction: it is 'kore-jms' in"
                        + " this file. Take the file of this release"));
        fixed.configuration("no-error-handler", true, "a failure could be handled, and half a"
                + " batch committed");
        fixed.refs(LANE, true, "events would be lost or sent twice");
        flow.steps().stream().filter(step -> step.name().equals("split")
                        && !step.isOn("stopOnException"))
                .forEach(step -> fixed.error(step.key(), step.called() + " lacks"
                        + " 'stopOnException: true': after a failed send the rest of the batch"
                        + " would be committed"));
    }

    /** The route that makes those, and their first batons. */
    void seed(Flow flow) {
        new FixedFlow(flow, findings).refs(SEED, true, UNSENT);
    }

    /** The error handling of the transaction: there may be none. */
    void noHandler(Flow flow) {
        FixedFlow fixed = new FixedFlow(flow, findings);
        boolean none = YamlFile.child(flow.node(), "errorHandler")
                .flatMap(handler -> YamlFile.child(handler, "noErrorHandler")).isPresent();
        if (!none) {
            fixed.error(fixed.at(), "no-error-handler lacks 'errorHandler: {noErrorHandler: {}}': a"
                    + " failure could be handled, and half a batch committed");
        }
        flow.steps().stream().filter(step -> step.name().equals("onException")).forEach(step ->
                fixed.error(step.key(), "nothing may handle a failure here: half a batch could be"
                        + " committed"));
    }
}
